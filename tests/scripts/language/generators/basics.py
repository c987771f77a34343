def count(n):
    i = 0
    while i < n:
        received = yield i
        print('got', received)
        i += 1
    return 'done'

g = count(2)
print(next(g))
print(g.send('hello'))
try:
    next(g)
except StopIteration as e:
    print('stop', e.value, e.args)
try:
    next(g)
except StopIteration as e:
    print('stop again', e.value)
print(next(g, 'default'))
g = count(1)
try:
    g.send('too early')
except TypeError as e:
    print(e)
print(g.send(None))
print(type(g), count.__name__, iter(g) is g)
print(list(count(0)))
