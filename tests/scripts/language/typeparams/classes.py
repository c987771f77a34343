class Box[T]:
    kind = T
    def __init__(self, v: T): self.v = v
    def map[U](self, f) -> 'Box[U]': return Box(f(self.v)), T, U
print(Box.__type_params__, Box.__name__, Box.__mro__[1].__name__, Box.kind)
print(Box(1).map(str)[0].v, Box(1).map(str)[1:], Box.map.__type_params__)
print(Box[int], Box[int](5).v, Box[int].__origin__ is Box, Box[int].__args__)
class Pair[K, V = int](Box[K]): pass
print(Pair.__type_params__, [c.__name__ for c in Pair.__mro__], len(Pair.__orig_bases__))
class Meta(type): pass
class M[T](metaclass=Meta): pass
print(type(M).__name__, M.__type_params__)
class Inner[T]:
    class Deep[U](list):
        both = (T, U)
    def m(self): return __class__, T
print(Inner.Deep.both, Inner().m()[0] is Inner)
def make(x):
    class Local[T: x]:
        y = x
    return Local
print(make(int).y, make(int).__type_params__[0].__bound__)
try:
    class Bad[T](undefined_base): pass
except NameError as e:
    print(e)
class __P[__T]:
    def get(self): return __T
print(__P().get() if False else globals()['__P']().get().__name__)
