# Calls that are bound where the arguments lie, and those that must look closer.
def f(a, b=2, /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
def g(a, b=2, *, c=3): return a, b, c
def h(*args, **kw): return args, kw
def p(a, /, **kw): return a, kw

def t(call):
    try:
        print(call())
    except TypeError as e:
        print('TypeError', e)

t(lambda: f(1, d=4))
t(lambda: f(1, 2, 3, 4, 5, d=6, e=7, z=8, y=9))
t(lambda: f(1, c=9, d=4))
t(lambda: f(1, d=4, a=5, b=6))
t(lambda: f(d=4))
t(lambda: f(1))
t(lambda: f(1, 2, 3, c=4, d=5))
t(lambda: g(1))
t(lambda: g(1, c=4))
t(lambda: g(b=1, a=2))
t(lambda: g(1, 2, 3))
t(lambda: g(1, a=2))
t(lambda: g(1, z=2))
t(lambda: g(c=1))
t(lambda: h())
t(lambda: h(1, *[2, 3], x=4, **{'y': 5}))
t(lambda: p(1, a=2, b=3))
t(lambda: p(a=2))
t(lambda: g(**{''.join(['b']): 7, ''.join(['a']): 8}))
t(lambda: h(**{''.join(['a', ' ', 'b']): 7}))

g.__defaults__ = None
t(lambda: g(1))
g.__defaults__ = (10, 20)
t(lambda: g(c=0))
g.__kwdefaults__ = {'c': 'new'}
t(lambda: g())
g.__kwdefaults__ = None
t(lambda: g())

class Name(str):
    def __hash__(self): return hash('c')
    def __eq__(self, other): return str(other) == 'c'
g.__kwdefaults__ = {Name('other'): 'odd'}
t(lambda: g())

class C:
    def m(self, x, *rest, k=1): return x, rest, k
    def __enter__(self): return self
    def __exit__(self, *exc): print('exit', exc[0]); return True
c = C()
for _ in range(3):
    print(c.m(1), c.m(1, 2, k=3), c.m(x=5))
    with c: pass
    with c: raise ValueError
