# How much of the sources is read, and when.
from itertools import *


def noisy(name, items):
    for x in items:
        print(name, 'gives', x)
        yield x
    print(name, 'ends')


def first(it, n=2):
    for _ in range(n):
        print('->', next(it, 'nothing'))


first(chain(noisy('a', [1]), noisy('b', [2])), 3)
first(chain.from_iterable(noisy('outer', ['xy', 'z'])), 4)
first(zip_longest(noisy('a', [1]), noisy('b', [2, 3])), 3)
first(islice(noisy('a', range(9)), 2, 7, 3), 3)
first(accumulate(noisy('a', [1, 2])), 3)
first(pairwise(noisy('a', [1, 2, 3])), 3)
first(batched(noisy('a', [1, 2, 3]), 2), 3)
first(cycle(noisy('a', [1, 2])), 5)
first(compress(noisy('a', [1, 2, 3]), noisy('s', [0, 1])), 2)
first(takewhile(lambda x: x < 2, noisy('a', [1, 2, 3])), 3)
first(dropwhile(lambda x: x < 2, noisy('a', [1, 2, 3])), 3)
first(filterfalse(lambda x: x < 2, noisy('a', [1, 2, 3])), 3)
print(next(product(noisy('a', [1, 2]), noisy('b', [3]))))
print(next(permutations(noisy('a', [1, 2]))))
g = groupby(noisy('a', [1, 1, 2, 2, 3]))
key, group = next(g)
print(key, next(group))
key, other = next(g)
print(key, list(group), list(other))
print([k for k, _ in g])
