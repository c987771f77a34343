class Base:
    registry = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, tag))
class A(Base, tag='a'): pass
class B(A): pass
print(Base.registry)
class D:
    def __set_name__(self, owner, name):
        print('set_name', owner.__name__, name)
class C:
    x = D()
    y = z = D()
class Late: pass
Late.d = D()
print('set later: no call')
try:
    class E(Base, unknown=1): pass
except TypeError as e:
    print(e)
class Bad:
    def __set_name__(self, owner, name): raise ValueError('in set_name')
try:
    class F: bad = Bad()
except ValueError as e:
    print(e, e.__notes__)
class Order(type):
    def __new__(m, n, b, ns, **kw):
        print('meta new')
        c = super().__new__(m, n, b, ns)
        print('meta new done')
        return c
    def __init__(c, n, b, ns, **kw):
        print('meta init')
        super().__init__(n, b, ns)
class P:
    def __init_subclass__(cls): print('init_subclass', cls.__name__, 'x' in vars(cls))
class Q(P, metaclass=Order, k=1):
    x = D()
