def f(a, b=2, *args, c=3, **kw):
    x = 1
    return locals()

print(f(1, 2, 3, z=4))

def g():
    x = 1
    def h():
        x
        y = 2
        return locals()
    return h()

print(g())

class C:
    a = 1
    snapshot = dict(locals())

print({k: v for k, v in C.snapshot.items() if not k.startswith('__')})
print(locals() is globals())

def independent():
    x = 1
    first = locals()
    x = 2
    second = locals()
    return first['x'], second['x']

print(independent())
