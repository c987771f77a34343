# Several iterators over one source, and iterators that are entered from their own source.
import gc
import itertools
from itertools import *

a, b, c = tee(iter(range(200)), 3)
print(sum(islice(a, 150)), sum(b), sum(islice(a, 100)), len(list(c)))
a, = tee([1, 2, 3], 1)
next(a)
b, = tee(a, 1)
print(a is b, list(a), list(b), tee(1, 0), type(a).__name__)
print(type(a)('xy') is not a, list(type(a)('xy')))
a, b = tee('abc')
next(a)
d = a.__copy__()
print(list(d), list(a), list(b))


def reader():
    yield 1
    yield next(x)


x, y = tee(reader())
print(next(x))
try:
    next(x)
except RuntimeError as e:
    print(e)
print(list(y))


class Own:
    def __init__(self):
        self.n = 0
        self.it = None

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n == 2:
            return next(self.it)
        if self.n > 6:
            raise StopIteration
        return self.n


for make in (pairwise, lambda s: batched(s, 2), accumulate, cycle, lambda s: islice(s, 4), lambda s: chain(s), lambda s: zip_longest(s, [1])):
    s = Own()
    s.it = make(s)
    print(list(islice(s.it, 4)))
    s.it = None


class Key:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        if other.v == 2 and not met:
            met.append(1)
            met.extend([k.v for k, _ in islice(g, 1)])
        return self.v == other.v


met = []
g = groupby([1, 1, 2, 2, 3], Key)
print([(k.v, list(v)) for k, v in g], met)


class Chain(chain):
    def __init__(self, *args, name=None):
        self.name = name


z = Chain('ab', name='n')
z.me = z
print(z.name, list(z), type(Chain.from_iterable(['x'])).__name__)
del z
gc.collect()
t = tee([1])[0]
cell = []
for it in (chain([cell], cell), tee(iter([cell]))[0], cycle([cell]), groupby([cell]), zip_longest([cell]), pairwise([cell, 1, 2])):
    cell.append(it)
    next(it)
del it, cell, t
print(gc.collect() > 0)
