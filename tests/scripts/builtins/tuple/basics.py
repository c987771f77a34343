t = (1, 'a', None, 1)
print(t, t[0], t[-1], t[1:3], len(t), t.count(1), t.index('a'), 1 in t, t + (2,), t * 2, hash((1, 2)) == hash((1, 2)), t == (1, 'a', None, 1), (1, 2) < (1, 3), () < (0,), tuple('ab'), tuple(), tuple([1]), (1,), ())
print((1, [2])[1].append(3), max((1, 5), (2, 0)), (1, 2, 3)[::-1], tuple(x * 2 for x in (1, 2)), t.__class__, tuple((1, 2)) is not None, isinstance(t, tuple))
x = ([],)
x[0].append(1)
print(x, repr((1,)), str((1, 2)), ((),), (('nested', (1,)),))
for f in (lambda: t.index('z'), lambda: t[9], lambda: t['a'], lambda: t + [1], lambda: t.append(1), lambda: hash(([],)), lambda: (1,) < (1j,) or 0, lambda: (1, 'a') < (1, 2), lambda: tuple(5), lambda: tuple(1, 2), lambda: t.index(1, 1, 2)):
    try:
        print(f())
    except (TypeError, ValueError, IndexError, AttributeError) as e:
        print(type(e).__name__, e)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
big = tuple(range(1000))
print(sum(big), big[500], len(big + big), {big: 1}[tuple(range(1000))])
