# The combinatoric iterators hand the same tuple out again while nobody holds it, never otherwise.
import sys
from itertools import *

for make in (lambda: product('ab', repeat=2), lambda: combinations('abc', 2), lambda: permutations('abc', 2), lambda: combinations_with_replacement('ab', 2)):
    held = list(make())
    print(held, len({id(t) for t in held}) == len(held))
    print([tuple(t) for t in make()] == held, [hash(t) for t in make()] == [hash(t) for t in held])
x = object()
before = sys.getrefcount(x)
p = product([x], [x, 1])
t = next(p)
print(sys.getrefcount(x) - before)
del t
next(p)
print(sys.getrefcount(x) - before)
del p
print(sys.getrefcount(x) - before)
r = repeat(x, 3)
print(list(r) == [x] * 3, list(r), sys.getrefcount(x) - before)
c = cycle([x])
next(c), next(c)
print(sys.getrefcount(x) - before)
a, b = tee([x])
next(a)
print(sys.getrefcount(x) - before)
del a
print(sys.getrefcount(x) - before)
print(next(b) is x)
del b, c, r
print(sys.getrefcount(x) - before)
