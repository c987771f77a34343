fs = [lambda: x for x in range(3)]
print([f() for f in fs])
fs = [(lambda y: lambda: (x, y))(x) for x in range(3)]
print([f() for f in fs])
def f():
    x = 'outer'
    g = lambda: x
    fs = [lambda: x for x in range(2)]
    return g(), [h() for h in fs], x
print(f())
def two():
    a = [lambda: i for i in range(2)]
    b = [lambda: i for i in range(5)]
    return a[0](), b[0]()
print(two())
def again(n):
    return [[(lambda: (n, i, j)) for j in range(2)] for i in range(2)]
print([[f() for f in row] for row in again('n')])
def generator():
    return list(lambda: x for x in range(3))
print([f() for f in generator()])
fs = (lambda: x for x in range(3))
print([f() for f in fs])
