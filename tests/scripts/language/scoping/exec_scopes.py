ns = {}
exec("a = 1\ndef f(): return a\nclass C: b = a", ns)
print(ns['f'](), ns['C'].b, sorted(k for k in ns if k[0] != '_'))
g, l = {'x': 'g'}, {'x': 'l'}
exec("y = x\nglobal z\nz = x", g, l)
print(g['z'], l['y'], 'y' in g, 'z' in l)
print(eval('x + y', {'x': 1}, {'y': 2}))

def f():
    x = 1
    exec('x = 2')
    return x

print(f())

def g():
    x = 1
    d = locals()
    d['x'] = 5
    d['new'] = 6
    return x, locals() is d, 'new' in locals()

print(g())
print(eval('[x for _ in range(2)]', {'x': 'glob'}))
try:
    eval('nope', {})
except NameError as e:
    print(e)
print('__builtins__' in ns)
