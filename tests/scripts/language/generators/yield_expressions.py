def f():
    x = yield
    print('x', x)
    y = (yield 1) + (yield 2)
    print('y', y)
    print((yield), (yield))
    z = [(yield 'a'), (yield 'b')]
    print('z', z)
    a, b = yield 5, 6
    print(a, b)
    d = {(yield 'k'): (yield 'v')}
    print(d)
    print(f'{(yield "f")}')
    lambda: (yield)
    return (yield 'r')

g = f()
print(next(g))
for v in ['X', 10, 20, 'p', 'q', 'A', 'B', ('t', 'u'), 'key', 'value', 'fmt']:
    print(g.send(v))
try:
    g.send('final')
except StopIteration as e:
    print(e.value)

def assigns():
    x = y = yield
    x += yield x
    yield x, y
g = assigns()
next(g)
print(g.send(1), g.send(5))
