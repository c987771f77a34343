# Getters survive pickling.
import operator as O
import pickle

for f in (O.attrgetter('a'), O.attrgetter('a.b', 'c'), O.itemgetter(1), O.itemgetter('a', 2), O.methodcaller('x'), O.methodcaller('x', 1, k=[2])):
    print(f, f.__reduce__(), [pickle.loads(pickle.dumps(f, p)).__reduce__() == f.__reduce__() if 'partial' not in str(f.__reduce__()) else str(pickle.loads(pickle.dumps(f, p))) for p in range(6)])
