from functools import *
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 7), partial(pow, 2)(5), partial(int, base=2)('101'), partial(print, 'a', sep='-').args)
@lru_cache(maxsize=2)
def f(x):
    print('computing', x)
    return x * 2
print(f(1), f(1), f(2), f(3), f(1), f.cache_info())
f.cache_clear()
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info().currsize)
def deco(g):
    @wraps(g)
    def w(*a):
        "wrapper doc"
        return g(*a)
    return w
@deco
def named(x):
    "doc of named"
    return x
print(named.__name__, named.__doc__, named.__wrapped__(5), named(6))
@total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(T(1) <= T(1), T(2) > T(1), T(1) >= T(2), sorted([T(2), T(1)])[0].v)
@singledispatch
def show(x): return 'object'
@show.register
def _(x: int): return 'int'
@show.register(list)
def _(x): return 'list'
print(show(1), show([]), show('a'), show(True), show.dispatch(bool)(1))
class C:
    @cached_property
    def p(self):
        print('once')
        return 5
    @partialmethod
    def nothing(self): pass
    def m(self, a, b): return a, b
    half = partialmethod(m, 1)
    @singledispatchmethod
    def d(self, x): return 'any'
    @d.register
    def _(self, x: str): return 'str'
c = C()
print(c.p, c.p, c.half(2), c.d('a'), c.d(1), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
try:
    reduce(lambda a, b: a, [])
except TypeError as e:
    print(e)
