print((lambda: 1)(), (lambda x: x)(2), (lambda *a, **k: (a, k))(1, b=2), (lambda x, y=5, *, z=6: (x, y, z))(1))
print([f(3) for f in (lambda x: x + 1, lambda x: x * 2)], (lambda x: lambda y: x + y)(1)(2))
print(sorted([3, 1, 2], key=lambda v: -v), (lambda: (yield))().__class__.__name__)
f = lambda x, /, y, *, z: (x, y, z)
print(f(1, y=2, z=3))
print((lambda x: x if x else 'falsy')(0), (lambda: [i for i in range(3)])())
print({'k': lambda: 5}['k'](), [lambda: 6][0](), (lambda f, *a: f(*a))(max, 1, 2))
g = lambda: (lambda: (lambda: 'deep')())()
print(g(), g.__qualname__)
def outer(a):
    return [lambda b, c=i: (a, b, c) for i in range(2)]
print([h(9) for h in outer('A')])
x = lambda: x
print(x() is x)
print((lambda x: (x := x + 1, x))(1))
print(list(map(lambda a, b: a * b, [1, 2], [3, 4])), list(filter(lambda v: v % 2, range(5))))
try:
    (lambda: undefined)()
except NameError as e:
    print(e)
try:
    (lambda: 1 / 0)()
except ZeroDivisionError as e:
    print(e)
if 1: y = lambda: 'a' if 0 else 'b'
print(y(), (lambda: 'a' if 0 else 'b')())
