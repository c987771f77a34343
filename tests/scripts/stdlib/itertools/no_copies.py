# Only tee iterators can be copied; none can be pickled.
import copy
import pickle
from itertools import *

for it in (count(1), repeat(1), chain(), groupby([])):
    try:
        copy.copy(it)
    except TypeError as e:
        print(e)
    try:
        pickle.dumps(it)
    except TypeError as e:
        print(e)
a, b = tee('abc')
next(a)
print(list(copy.copy(a)), list(a), list(b))
