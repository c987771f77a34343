def f(self, x): return type(self).__name__, x
class A:
    m = f
a = A()
print(a.m(1), f.__get__(5)(2), f.__get__(None, A) is f, A.m is f)
bound = f.__get__(a, A)
print(bound.__self__ is a, bound(3), bound.__name__)
class B:
    length = len
    lam = lambda self: 'lam'
    call = A
b = B()
print(b.length([1, 2]), b.lam(), type(b.call()).__name__)
b.inst = f
try:
    b.inst(1)
except TypeError as e:
    print(e)
print(b.inst(b, 1))
class Callable:
    def __call__(self, *a): return a
class C:
    c = Callable()
print(C().c(1))
import types
a.bound = types.MethodType(f, a)
print(a.bound(4), types.MethodType(f, 'x')(5))
m1, m2 = a.m, A().m
print(m1 == a.m, m1 == m2, hash(m1) == hash(a.m), m1.__func__ is m2.__func__)
m = a.m
del a
print(m(9))
try:
    m.attr = 1
except AttributeError as e:
    print(e)
f.attr = 1
print(m.attr, f.__dict__)
