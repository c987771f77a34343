class Plain(Base, metaclass=Meta):
    """doc"""
    attr = 1
    __private = attr
    def method(self, __arg):
        return self.__private, __arg, super().method, attr
    def with_class(self): return __class__
    class Inner:
        deep = attr
        def f(self): return __class__, __x

class _Under:
    __mangled: int = 0
    __dunder__ = 1
    def f(self): __local = __global; import __pkg.mod; return __local

class __: __not = 1

def function(p):
    class Local:
        p = p
        q = p
        def f(self): return p
    class Nonlocal:
        nonlocal p
        p = 2
        global g
        g = 3
        def f(self): return p, g
    class Uses:
        r = p
    return Local

@decorator(lambda: x)
class Decorated:
    x = [__class__ for i in range(3)]
    y = [lambda: (__class__, i, x) for i in x]
    z = {i: j for i in x for j in i}
    w = (i for i in x if z)

class Conditional:
    a: int
    if a:
        b: str = 'b'
        def f(self): return __conditional_annotations__
