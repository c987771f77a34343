# The functions that compute annotations are named after what they annotate.
def f(a: int):
    class L:
        y: int
        def m(self, a: 1): pass
    def g(b: 2): pass
    return L, g
class C:
    x: int
    def m(self, a: 1):
        def n(a: 2): pass
        class D:
            z: 1
            def q(s, a: 1): return lambda: 1
        return n, D
    async def am(self) -> 1: pass
def show(f):
    a = f.__annotate__
    print(a.__qualname__, a.__name__, a.__code__.co_qualname, a.__module__)
for x in (f, C, C.m, *C().m(1), C().m(1)[1].q, C.am, *f(1), f(1)[0].m):
    show(x)
f.__qualname__ = 'other'
show(f)
