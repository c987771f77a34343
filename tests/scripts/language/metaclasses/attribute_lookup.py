class Meta(type):
    x = 'meta x'
    d = property(lambda cls: 'meta data descr')
    def __getattr__(cls, n): return f'meta getattr {n}'
    def __setattr__(cls, n, v):
        print('meta setattr', n)
        super().__setattr__(n, v)
class A(metaclass=Meta):
    y = 'class y'
    d = 'class d'
print(A.x, A.y, A.d, A.nothing)
A.z = 1
print(A().z, A().y)
try:
    A().x
except AttributeError as e:
    print(e)
A.x = 'class x now'
print(A.x, A().x)
del A.x
print(A.x)
class ND(type):
    class D:
        def __get__(self, o, t): return 'meta nondata'
    n = D()
class B(metaclass=ND):
    n = 'class wins'
class C(metaclass=ND): pass
print(B.n, C.n)
class Order(type):
    def __lt__(cls, o): return cls.__name__ < o.__name__
    def __add__(cls, o): return cls.__name__ + o.__name__
    def __eq__(cls, o): return True
    def __hash__(cls): return 1
class P(metaclass=Order): pass
class Q(metaclass=Order): pass
print(sorted([Q, P]) == [P, Q], P + Q, P == Q, len({P, Q}))
class Enum(type):
    def __new__(m, n, b, ns):
        cls = super().__new__(m, n, b, {})
        cls.members = {k: v for k, v in ns.items() if not k.startswith('__')}
        return cls
    def __getattr__(cls, n):
        try:
            return cls.members[n]
        except KeyError:
            raise AttributeError(n) from None
class Color(metaclass=Enum):
    RED = 1
    GREEN = 2
print(Color.RED, Color.members, hasattr(Color, 'BLUE'))
