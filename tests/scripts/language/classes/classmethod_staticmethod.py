class A:
    @classmethod
    def c(cls, x): return cls.__name__, x
    @staticmethod
    def s(x): return x
    @classmethod
    def make(cls): return cls()
    n = classmethod(lambda cls: cls)
class B(A): pass
print(A.c(1), A().c(2), B.c(3), B().c(4), A.s(5), A().s(6), type(B.make()).__name__)
print(A.c.__self__ is A, A.c.__func__, A.__dict__['s'].__func__ is A.s, A.__dict__['s'](9)) if False else print(A.c.__self__ is A, A.__dict__['s'].__func__ is A.s, A.__dict__['s'](9))
print(A.n(), callable(A.__dict__['c']), A.__dict__['c'].__wrapped__.__name__)
@staticmethod
def f(): return 'called directly'
print(f(), f.__name__)
class P:
    @property
    @staticmethod
    def odd(): return 1
try:
    P().odd
except TypeError as e:
    print(e)
class Abstract:
    @staticmethod
    def __new__(cls): return object.__new__(cls)
print(type(Abstract()).__name__)
try:
    A.c()
except TypeError as e:
    print(e)
print(A.__dict__['c'].__get__(None, B)(1), A.__dict__['s'].__get__(None, A)(2))
