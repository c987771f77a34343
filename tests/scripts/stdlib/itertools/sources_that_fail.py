# What each iterator does after its source raised, or ended and went on.
from itertools import *


class Numbers:
    def __init__(self, stop):
        self.n, self.stop = 0, stop

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n % 3 == 0:
            raise self.stop(self.n) if self.stop is ValueError else self.stop
        return self.n


def drive(make):
    for stop in (ValueError, StopIteration):
        it, out = make(Numbers(stop)), []
        for _ in range(8):
            try:
                x = next(it)
                out.append(x[0] if isinstance(it, groupby) else x)
            except Exception as e:
                out.append(repr(e))
        print(type(it).__name__, out)


drive(lambda s: batched(s, 2))
drive(pairwise)
drive(lambda s: islice(s, 10))
drive(lambda s: islice(s, 1, None, 2))
drive(lambda s: chain(s, [1]))
drive(cycle)
drive(lambda s: zip_longest(s, [1]))
drive(accumulate)
drive(lambda s: takewhile(bool, s))
drive(lambda s: dropwhile(lambda x: x < 2, s))
drive(lambda s: filterfalse(None, s))
drive(lambda s: compress(s, repeat(1)))
drive(groupby)
drive(lambda s: tee(s)[0])
drive(lambda s: starmap(lambda x: x, ((y,) for y in s)))
