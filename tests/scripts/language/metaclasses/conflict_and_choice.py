class M1(type): pass
class M2(M1): pass
class M3(type): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
class C(A, B): pass
print(type(C).__name__)
class X(metaclass=M3): pass
try:
    class Y(A, X): pass
except TypeError as e:
    print(e)
class D(A, metaclass=type): pass
print(type(D).__name__)
def factory(name, bases, ns):
    print('factory', name)
    return type(name, bases, ns)
class E(metaclass=factory): pass
print(type(E).__name__)
class P(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print('prepare', name, kw)
        return {'prepared': name}
    def __new__(m, n, b, ns, **kw): return super().__new__(m, n, b, ns)
    def __init__(c, *a, **kw): pass
class F(metaclass=P, z=1):
    y = prepared
print(F.y, F.prepared)
class BadPrepare(type):
    @classmethod
    def __prepare__(mcls, name, bases): return 5
try:
    class G(metaclass=BadPrepare): pass
except TypeError as e:
    print(e)
class Instance(type):
    def __instancecheck__(cls, o): return o == 'yes'
    def __subclasscheck__(cls, c): return c is int
class V(metaclass=Instance): pass
print(isinstance('yes', V), isinstance('no', V), issubclass(int, V), issubclass(str, V), isinstance(V(), V))
for f in (lambda: type(), lambda: type(1, 2), lambda: type('x', (), 5), lambda: type(5, (), {}), lambda: type('x', 5, {})):
    try:
        f()
    except TypeError as e:
        print(e)
print(type(5), type(type), type.__class__ is type, type(type(5)))
