for r in (range(5), range(2, 8), range(0, 10, 3), range(10, 0, -3), range(0), range(5, 2), range(-3, 3), range(0, -5, -1)):
    print(r, list(r), len(r), r.start, r.stop, r.step, list(reversed(r)), bool(r), 3 in r, r.count(2), r[1:] if r else None)
r = range(0, 100, 7)
print(r[3], r[-1], r[2:5], r[::-1], r.index(21), 21 in r, 22 in r, 21.0 in r, 'a' in r, r == range(0, 105 - 6, 7), hash(range(3)) == hash(range(0, 3, 1)), range(0) == range(2, 2), range(0, 3, 2) == range(0, 4, 2), max(r), sum(r), r[::5], r[5::-2])
big = range(10 ** 20, 10 ** 20 + 10, 3)
print(big, list(big), len(big), big[-1], 10 ** 20 + 3 in big, len(range(0, 2 ** 63 - 1)), range(2 ** 100)[2 ** 99], range(-2 ** 70, 2 ** 70)[0])
it = iter(range(3))
print(next(it), list(it), list(it), it.__length_hint__(), type(it).__name__, type(iter(big)).__name__)
print([*range(True, 4)], sorted(range(3), reverse=True), dict(zip(range(3), 'abc')), {range(2): 1}[range(0, 2)], range(3).__class__, tuple(range(3)), set(range(3)) == {0, 1, 2}, isinstance(range(1), range))
class X:
    def __index__(self): return 3
print(list(range(X())), range(5)[X()])
for f in (lambda: range(), lambda: range(1.5), lambda: range('a'), lambda: range(1, 2, 0), lambda: range(5)[5], lambda: range(5)[-6], lambda: range(5).index(9), lambda: range(5)['a'], lambda: range(1, 2, 3, 4), lambda: range(5) < range(6), lambda: range(3) + range(3), lambda: len(range(2 ** 70)), lambda: range(None), lambda: range(a=5), lambda: range(5)[1.0], lambda: next(range(3)), lambda: range(5).x):
    try:
        print(f())
    except (TypeError, ValueError, IndexError, OverflowError, AttributeError) as e:
        print(type(e).__name__, e)
