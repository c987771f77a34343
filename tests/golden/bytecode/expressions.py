x = 1 + 2 * y
z = x if x > 3 else -x
w = [x, *z, 1, 2, 3] + [1, 2, 3]
d = {'a': 1, **z, 'b': x}
s = f'{x!r:>5} and {y}'
t = a < b < c and not d or e
u = f(x, *y, k=1, **z) + o.method(1)[2:x]
v = 'x' in [1, 2] and y is not None
