def inner():
    try:
        x = yield 1
        print('inner got', x)
        y = yield 2
        print('inner got', y)
        return 'inner value'
    except ValueError as e:
        print('inner caught', e)
        yield 'after catch'
        return 'from except'
    finally:
        print('inner finally')

def outer():
    result = yield from inner()
    print('result', result)
    result = yield from [10, 20]
    print('list result', result)

g = outer()
print(next(g), g.send('a'), g.send('b'), next(g))
print(next(g, 'end'))
g = outer()
next(g)
print(g.throw(ValueError('thrown')))
print(next(g))
g.close()
g = outer()
next(g)
g.close()

def tree(t):
    if isinstance(t, list):
        for x in t:
            yield from tree(x)
    else:
        yield t

print(list(tree([1, [2, [3, [4]], 5], [], [[6]]])))

def delegate_to_iter():
    yield from iter([1, 2])

g = delegate_to_iter()
next(g)
try:
    g.send('x')
except AttributeError as e:
    print(e)
def not_iterable():
    yield from 5
try:
    next(not_iterable())
except TypeError as e:
    print(e)
