def f[T](x: T) -> T: return x
print(f(1), f.__type_params__, f.__name__, f.__qualname__)
T, = f.__type_params__
print(T.__name__, T.__bound__, T.__constraints__, type(T).__name__, repr(T))
def g[A: int, B: (str, bytes), *C, **D, E = int](a: A, *b: *C, **c: D.kwargs) -> E: pass
for p in g.__type_params__:
    print(type(p).__name__, p.__name__, getattr(p, '__bound__', '-'), getattr(p, '__constraints__', '-'), p.has_default())
print(g.__type_params__[4].__default__)
def lazy[T: undefined](): return T
t = lazy()
print(t.__name__)
try:
    t.__bound__
except NameError as e:
    print(e)
undefined = 'now defined'
print(t.__bound__)
def h[T](x=print('default evaluated')):
    def inner(): return T
    class C: t = T
    return inner(), C.t, [T for _ in range(1)]
print(h(), h.__type_params__[0] is h()[0])
def outer(v):
    def inner[T: v](x=v) -> v: return x, T
    return inner
print(outer(5)()[0], outer(int)()[1].__bound__)
try:
    T2
except NameError as e:
    print(e)
async def co[T](): return T
@lambda f: (print('decorating', f.__type_params__), f)[1]
def deco[T](): pass
def rec[T: rec](): pass
print(rec.__type_params__[0].__bound__ is rec)
