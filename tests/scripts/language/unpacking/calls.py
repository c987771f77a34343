def f(*args, **kw): return args, kw
print(f(*[1, 2], 3, *(4,), x=1, **{'y': 2}, **{'z': 3}))
print(f(*'ab', *[], **{}), f(*range(2), **dict(k=1)))
def g(a, b=2, *c, d, e=5, **k): return a, b, c, d, e, k
print(g(1, d=4), g(1, 2, 3, 4, d=0, z=26), g(*[1], **{'d': 1, 'e': 2}))
for call in (
    lambda: g(), lambda: g(1), lambda: g(1, a=2, d=1), lambda: g(*[1], **{'a': 1, 'd': 0}), lambda: f(**{'x': 1}, **{'x': 2}),
    lambda: f(x=1, **{'x': 2}), lambda: f(**{1: 2}), lambda: f(*5), lambda: f(**5), lambda: len(*[]), lambda: len(x=1), lambda: (lambda: 0)(1),
    lambda: (lambda a: a)(), lambda: (lambda a, b: a)(1), lambda: (lambda *, a, b: a)(), lambda: (lambda a, /: a)(a=1), lambda: (lambda a, /, **k: k)(1, a=2),
    lambda: (lambda a, b=1: 0)(1, 2, 3), lambda: (lambda: 0)(x=1), lambda: (lambda a, b, c: 0)(), lambda: (lambda x1: 0)(x2=1),
):
    try:
        print(call())
    except TypeError as e:
        print(e)
def log(x): print('arg', x); return x
f(log(1), *log([2]), log(3), k=log(4), **log({'m': 5}), n=log(6))
