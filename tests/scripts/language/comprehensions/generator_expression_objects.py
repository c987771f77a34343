g = (x for x in 'ab')
print(type(g).__name__, g.__name__, g.__qualname__)
def f():
    return (x for x in 'ab')
print(f().__qualname__, iter(g) is g)
print(next(g), next(g), next(g, 'end'))
print(sum(x for x in range(4)), max((x for x in (3, 1)), key=lambda v: -v))
g = (yield_ for yield_ in range(3))
print(g.send(None), g.send('ignored'))
try:
    g.throw(KeyError('thrown'))
except KeyError as e:
    print(repr(e))
print(list(g))
g = (x for x in range(3))
g.close()
print(list(g))
def outer():
    v = 1
    g = (v + x for x in range(3))
    v = 10
    return list(g)
print(outer())
print(g.gi_running, g.gi_frame)
