registry = {}
def register(cls):
    registry[cls.__name__] = cls
    return cls
def add(name, value):
    def d(cls):
        setattr(cls, name, value)
        return cls
    return d
@register
@add('x', 1)
@add('x', 2)
class A:
    x = 3
print(A.x, registry)
def total(cls):
    cls.__gt__ = lambda s, o: not (s < o or s == o)
    return cls
@total
class N:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return self.n < o.n
    def __eq__(self, o): return self.n == o.n
print(N(2) > N(1), N(1) > N(1))
class Memo:
    def __init__(self, f): self.f, self.cache = f, {}
    def __call__(self, *a):
        if a not in self.cache:
            self.cache[a] = self.f(*a)
        return self.cache[a]
    def __get__(self, o, t=None):
        return lambda *a: self(o, *a)
class M:
    @Memo
    def sq(self, x):
        print('computing')
        return x * x
m = M()
print(m.sq(3), m.sq(3))
@Memo
def cube(x): return x ** 3
print(cube(3), cube.cache)
def singleton(cls): return cls()
@singleton
class config:
    debug = True
print(config.debug, type(config).__name__)
