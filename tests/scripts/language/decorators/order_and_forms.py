def deco(tag):
    print('make', tag)
    def d(f):
        print('apply', tag, f if isinstance(f, str) else f.__name__)
        return f
    return d
@deco('a')
@deco('b')
def f(x=print('default')): pass
@deco('c')
class C(print('base') or object):
    print('body')
    @deco('m')
    def m(self): pass
@(lambda f: 'replaced')
def g(): pass
print(g)
ds = [deco('list')]
@ds[0]
def h(): pass
@(x := deco)('walrus')
def i(): pass
@str
@len
@lambda f: [f, f]
def j(): pass
print(repr(j))
class K:
    @property
    @deco('inner')
    def p(self): return 1
    @staticmethod
    @classmethod
    def both(cls): return 2
print(K().p)
def counted(f):
    def w(*a, **k):
        w.calls += 1
        return f(*a, **k)
    w.calls = 0
    return w
@counted
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(10), fib.calls)
try:
    @5
    def bad(): pass
except TypeError as e:
    print(e, 'bad' in globals())
