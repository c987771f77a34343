# A class body is not a scope for the functions in it.
x = 'module'

class C:
    x = 'class'
    y = x
    def method(self):
        return x
    z = [x for _ in range(1)]
    w = list(x for _ in range(1))
    v = (lambda: x)()

print(C.y, C().method(), C.z, C.w, C.v)

def f():
    x = 'function'
    class D:
        a = x
        x = 'class'
        b = x
        del x
        try:
            c = x
        except NameError as e:
            c = str(e)
    return D.a, D.b, D.c

try:
    print(f())
except NameError as e:
    print(e)

def g(x):
    class E:
        y = x
        def get(self):
            return x
    return E

print(g('given').y, g('given')().get())

def h(x):
    class F:
        nonlocal x
        x = 'changed'
        def get(self):
            return x
    return x, hasattr(F, 'x'), F().get()

print(h('given'))

class G:
    global made_in_class
    made_in_class = 'yes'

print(made_in_class, hasattr(G, 'made_in_class'))
