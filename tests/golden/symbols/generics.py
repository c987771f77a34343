type Alias = list[int]
type Generic[T, *Ts, **P] = dict[T, Callable[P, tuple[*Ts]]]
type Bounded[T: (int, str) = int, U: T = T, *Ts = *tuple[T], **P = [T]] = T | U

def function[T: Bound, U](a: T, b=default, *, k: U = kw) -> T:
    def inner() -> T: return U
    return a

class Klass[T](Base[T], metaclass=T):
    attr: T
    x = T
    type Inner = (T, x)
    type InnerGeneric[V: x] = (T, V, x)
    def method[U: T](self, a: U, b: T, c: x) -> __class__:
        return T, U, x, __class__
    class Nested[W](T):
        def f(self): return T, W

def outer(y):
    class C[T: y]:
        y = 1
        type A = y
        type B[U: y] = [y for _ in y]
        def m[V: y](self, a: y) -> (lambda: y): return y
    return C

@decorate(lambda z: T)
async def coroutine[T](a: T): yield a

class __Private[__T: __U](__Base, __k=__T):
    __x: __T = __T
    def f[__V](self, a: __V): return __T, __V
