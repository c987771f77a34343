# count with numbers of all kinds.
from itertools import count, islice, repeat


def some(*args, **kw):
    c = count(*args, **kw)
    return repr(c), list(islice(c, 3)), repr(c)


print(some(), some(5), some(5, -2), some(step=3), some(2**62 - 2), some(2**63 - 2), some(10**30, 10**29))
print(some(1.5, 0.25), some(5, 1.0), some(1j, 2), some(True), some(True, 2), some(3, True), some(3, 0))
print(repr(repeat('x')), repr(repeat('x', 2)), repeat('x', 2).__length_hint__(), len(list(repeat(None, -4))), list(zip(repeat(1), 'ab')))
r = repeat(7, 3)
print(next(r), r, list(r), r)


class C(count):
    pass


print(C(2), next(C(2)), type(C(1)) is C)
