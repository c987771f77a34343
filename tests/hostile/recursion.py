# Recursion through native code ends in RecursionError, never in a crash.
import sys


def ends(f, *args):
    """Calls f; it may succeed or raise RecursionError, nothing else."""
    try:
        f(*args)
    except (RecursionError, MemoryError):
        pass


def nest(make, depth, seed):
    for _ in range(depth):
        seed = make(seed)
    return seed


#: repr of itself through a user's class
class R:
    def __repr__(self):
        return repr([self])
try:
    repr(R())
except RecursionError as e:
    print(type(e).__name__)
# expect: RecursionError
#: repr of deep containers
for make in (lambda x: [x], lambda x: (x,), lambda x: {0: x}, lambda x: {'k': x}, lambda x: slice(x)):
    ends(repr, nest(make, 20000, 1))
ends(repr, nest(lambda x: [x], 200000, 1))
#: comparing deep containers
for make in (lambda x: [x], lambda x: (x,), lambda x: {0: x}):
    a, b = nest(make, 100000, 1), nest(make, 100000, 1)
    ends(lambda: a == b)
    ends(lambda: a != b)
    if not isinstance(a, dict):
        ends(lambda: a < b)
    ends(lambda: a in [b])
#: hash of deep tuples
t = nest(lambda x: (x,), 100000, 1)
ends(hash, t)
ends(lambda: {t: 1})
ends(lambda: {t})
ends(hash, nest(lambda x: frozenset([x]) , 1000, 1))
#: eq calls eq
class E:
    def __eq__(self, other):
        return self == other
    __hash__ = None
ends(lambda: E() == E())
ends(lambda: [E()] == [E()])
ends(lambda: E() in [E()])
class L:
    def __lt__(self, other):
        return self < other
ends(lambda: sorted([L(), L()]))
ends(lambda: max([L(), L()]))
#: hash calls hash
class H:
    def __hash__(self):
        return hash((self,))
ends(lambda: hash(H()))
ends(lambda: {H(): 1})
#: sort keys that sort
def key(x):
    return sorted([x, x], key=key)
ends(lambda: sorted([1, 2], key=key))
#: map, filter, zip, enumerate and reversed in long chains
import itertools
for make in (lambda x: map(abs, x), lambda x: filter(None, x), lambda x: zip(x), lambda x: enumerate(x), lambda x: (i for i in x), lambda x: iter(x.__next__, 5), lambda x: itertools.chain(x), lambda x: itertools.islice(x, 10)):
    it = nest(make, 100000, iter([1, 2]))
    ends(lambda: next(it))
    ends(lambda: list(it))
    del it
#: generators delegating deeply
def g(inner):
    yield from inner
it = nest(g, 100000, iter([1, 2]))
ends(lambda: next(it))
try:
    it.send(None)
except (RecursionError, StopIteration):
    pass
ends(lambda: it.throw(ValueError) if 0 else it.close())
del it
#: recursive generator
def count(n):
    yield n
    yield from count(n + 1)
def drain():
    for _ in count(0):
        pass
ends(drain)
def walk(n):
    for x in walk(n + 1):
        yield x
ends(lambda: list(walk(0)))
#: coroutines awaiting deeply
async def leaf():
    return 1
async def up(c):
    return await c
c = nest(up, 50000, leaf())
ends(lambda: c.send(None)) if 0 else None
try:
    c.send(None)
except (RecursionError, StopIteration):
    pass
c.close()
#: __getattr__ that asks for attributes
class G:
    def __getattr__(self, name):
        return self.other
ends(lambda: G().x)
class GA:
    def __getattribute__(self, name):
        return getattr(self, name)
ends(lambda: GA().x)
ends(lambda: hasattr(GA(), 'x'))
#: __setattr__ and __delattr__
class S:
    def __setattr__(self, k, v):
        self.k = v
    def __delattr__(self, k):
        del self.k
def s():
    S().x = 1
def d():
    del S().x
ends(s)
ends(d)
#: properties and descriptors
class P:
    @property
    def p(self):
        return self.p
    def __get__(self, o, t):
        return o.q
class Q:
    q = P()
ends(lambda: P().p)
ends(lambda: Q().q)
#: __call__ chains
class C:
    def __call__(self):
        return self()
ends(C())
class M: pass
m = M()
M.__call__ = m
ends(m)
M2 = type('M2', (), {})
M2.__call__ = M2()
ends(lambda: M2()())
#: __index__, __int__, __float__, __bool__, __len__ of itself
import operator
class I:
    def __index__(self): return operator.index(self)
    def __int__(self): return int(self)
    def __float__(self): return float(self)
    def __complex__(self): return complex(self)
    def __bool__(self): return bool(self)
    def __len__(self): return len(self)
    def __iter__(self): return iter(self)
    def __contains__(self, x): return x in self
    def __str__(self): return str(self)
    def __format__(self, s): return format(self, s)
    def __bytes__(self): return bytes(self)
    def __dir__(self): return dir(self)
    def __reversed__(self): return reversed(self)
    def __round__(self, n=None): return round(self, n)
    def __abs__(self): return abs(self)
    def __neg__(self): return -self
    def __invert__(self): return ~self
    def __add__(self, o): return self + o
    def __radd__(self, o): return o + self
    def __iadd__(self, o):
        self += o
        return self
    def __pow__(self, o, m=None): return pow(self, o, m)
    def __divmod__(self, o): return divmod(self, o)
    def __getitem__(self, k): return self[k]
    def __setitem__(self, k, v): self[k] = v
    def __delitem__(self, k): del self[k]
    def __enter__(self): return self.__enter__()
    def __next__(self): return next(self)
    def __fspath__(self):
        import os
        return os.fspath(self)
i = I()
def setitem(): i[0] = 1
def delitem(): del i[0]
def iadd():
    j = i
    j += 1
for f in (operator.index, int, float, complex, bool, len, iter, list, str, format, bytes, dir, reversed, round, abs, operator.neg, operator.invert, next, sum, tuple, set, dict, hash, print if 0 else repr, open):
    ends(f, i)
for f in (lambda: 1 in i, lambda: i + 1, lambda: 1 + i, iadd, lambda: pow(i, 1), lambda: pow(i, 1, 2), lambda: divmod(i, 1), lambda: i[0], setitem, delitem, lambda: [1, 2][i], lambda: range(i), lambda: 'a' * i if 0 else 'a'[i], lambda: f'{i}', lambda: f'{i!s}', lambda: '%s' % i, lambda: '%d' % i, lambda: '{}'.format(i), lambda: not i, lambda: i and 1, lambda: [*i], lambda: bytearray(i), lambda: slice(i).indices(3)):
    ends(f)
#: str.format that formats
class F:
    def __format__(self, spec):
        return '{:{}}'.format(self, spec)
ends(lambda: '{}'.format(F()))
ends(lambda: f'{F():x}')
class FS:
    def __str__(self):
        return '%s' % self
ends(lambda: '%s' % FS())
ends(lambda: ('{:' * 1000 + '}' * 1000).format(1)) if 0 else None
#: isinstance and issubclass with nested tuples
t = nest(lambda x: (x,), 100000, int)
ends(isinstance, 1.5, t)
ends(issubclass, float, t)
u = nest(lambda x: (x, str), 5000, int)
ends(isinstance, 1.5, u)
#: __instancecheck__ and __subclasscheck__
class Meta(type):
    def __instancecheck__(cls, o): return isinstance(o, cls)
    def __subclasscheck__(cls, o): return issubclass(o, cls)
class T(metaclass=Meta): pass
ends(lambda: isinstance(1, T))
ends(lambda: issubclass(int, T))
#: __class__ property chains
class K:
    @property
    def __class__(self): return self.__class__
ends(lambda: isinstance(K(), int))
#: __del__ that makes another
class D:
    left = 5000
    def __del__(self):
        if D.left:
            D.left -= 1
            D()
D()
print(D.left < 5000)
# expect: True
#: __del__ that recurses
class D:
    def __del__(self):
        def f(): f()
        try:
            f()
        except RecursionError:
            print('caught')
D()
# expect: caught
#: __del__ nested through attributes
class D:
    n = 0
    def __init__(self, inner): self.inner = inner
    def __del__(self): D.n += 1
d = nest(D, 100000, None)
del d
print(D.n)
# expect: 100000
#: deep exception chains
e = None
for _ in range(100000):
    new = ValueError(1)
    new.__context__ = e
    e = new
try:
    raise e
except ValueError as caught:
    pass
del e, new
#: a printed chain of exceptions
e = None
for _ in range(3000):
    new = ValueError(1)
    new.__cause__ = e
    e = new
raise e
# status: 1
#: deep exception groups
e = ValueError(1)
for _ in range(5000):
    e = ExceptionGroup('g', [e])
ends(lambda: e.split(ValueError))
ends(lambda: e.subgroup(lambda x: False))
ends(repr, e)
try:
    try:
        raise e
    except* TypeError:
        pass
except BaseException:
    pass
del e
#: printing deep exception groups
e = ValueError(1)
for _ in range(3000):
    e = ExceptionGroup('g', [e])
raise e
# status: 1
#: very deep exception groups die quietly
e = ValueError(1)
for _ in range(100000):
    e = ExceptionGroup('g', [e])
ends(lambda: e.split(TypeError))
ends(str, e)
del e
#: tracebacks of many frames
sys.setrecursionlimit(110000)
def f(n):
    if n == 0:
        raise ValueError('deep')
    f(n - 1)
try:
    f(100000)
except (ValueError, RecursionError) as e:
    tb = e.__traceback__
    n = 0
    while tb is not None:
        n += 1
        tb = tb.tb_next
    del e
print(n > 1000)
# expect: True
#: printed traceback of many frames
sys.setrecursionlimit(50000)
def f(n):
    return f(n - 1) if n else 1 / 0
f(40000)
# status: 1
#: printed traceback without repetition
sys.setrecursionlimit(50000)
def f(n):
    return g(n - 1) if n else 1 / 0
def g(n):
    return f(n - 1) if n else 1 / 0
f(4000)
# status: 1
#: recursion limit of a million
sys.setrecursionlimit(1000000)
def f(n):
    return f(n - 1) + 1 if n else 0
ends(f, 900000)
class A:
    def __init__(self, n): self.n = A(n - 1) if n else None
ends(A, 300000)
#: recursion limit small
def f(): f()
for limit in (-1, 0, 1, 2, 5):
    try:
        sys.setrecursionlimit(limit)
    except (ValueError, RecursionError, OverflowError):
        pass
sys.setrecursionlimit(200)
ends(f)
#: native recursion with a huge limit
sys.setrecursionlimit(10**9)
class R:
    def __repr__(self): return repr([self])
ends(lambda: repr(R()))
def key(x): return sorted([x, x], key=key)
ends(key, 1)
def m(x): return list(map(m, [x]))
ends(m, 1)
class A:
    def __getattr__(self, n): return getattr(self, n + 'x') if len(n) < 5 else getattr(self, n)
ends(lambda: A().b)
class N:
    def __new__(cls): return cls()
ends(N)
class I:
    def __init__(self): type(self)()
ends(I)
def ev(): eval('ev()')
ends(ev)
#: native recursion in a thread
import threading
def run():
    sys.setrecursionlimit(10**9)
    class R:
        def __repr__(self): return repr([self])
    ends(lambda: repr(R()))
    def key(x): return sorted([x, x], key=key)
    ends(key, 1)
    def f(): f()
    ends(f)
    ends(lambda: compile('(' * 150 + ')' * 150, '', 'eval'))
    ends(lambda: compile('-' * 50000 + '1', '', 'eval'))
t = threading.Thread(target=run)
t.start()
t.join()
print('done')
# expect: done
#: recursive compile and exec
s = 'exec(s)'
ends(exec, s, globals())
def ev(): return eval('ev()')
ends(ev)
#: classes deriving deeply
c = object
def deep():
    global c
    for i in range(3000):
        c = type('C', (c,), {})
ends(deep)
ends(lambda: c().x if hasattr(c(), 'x') else 0)
ends(lambda: c.__mro__[1500].__bases__)
ends(isinstance, 1, c)
def change():
    c.__mro__[-2].attr = 1
ends(change)
del c
#: unions, aliases and partials nested
t = list[int]
for _ in range(5000):
    t = list[t]
ends(repr, t)
ends(hash, t)
ends(lambda: t == t)
del t
u = int
for _ in range(12):
    u = u | list[u]
ends(repr, u) if 0 else None
ends(isinstance, 1, int | str)
#: bound methods, functions and cells nested
class M:
    def m(self): pass
x = M()
for _ in range(100000):
    y = M()
    y.inner = x.m
    x = y
del x, y
f = None
for _ in range(100000):
    f = (lambda g: lambda: g)(f)
del f
#: memoryviews of memoryviews
m = bytearray(10)
for _ in range(50000):
    m = memoryview(m)
ends(lambda: m[0])
ends(lambda: m == m)
del m
#: deep linked structures of every kind
class N: pass
class SL: __slots__ = ('a',)
def link(x):
    n = N(); n.a = x; return n
def slink(x):
    n = SL(); n.a = x; return n
def it(x): return iter([x])
def prop(x): return property(x)
def meth(x): return (lambda: 0).__get__(x) if x is not None else 1
def cm(x): return classmethod(x)
def sl(x): return slice(x, None)
def cell(x): return (lambda: x).__closure__[0]
def gen(x): return (i for i in [x])
def exc(x): return ValueError(x)
def d(x): return {1: x}.values()
def ns(x):
    import types
    return types.SimpleNamespace(a=x)
def mp(x):
    import types
    return types.MappingProxyType({1: x})
def zp(x): return zip([x])
def rv(x): return reversed([x])
def en(x): return enumerate([x])
def call(x): return iter(lambda: 0, x)
def fz(x): return [frozenset([id(x)]), x]
def tb(x): return {'a': x}
def default(x):
    def f(a=x): pass
    return f
for make in (link, slink, it, prop, meth, cm, sl, cell, gen, exc, d, ns, mp, zp, rv, en, call, fz, tb, default):
    x = 0
    for _ in range(100000):
        x = make(x)
    del x
#: deep structures in the collector
import gc
class N: pass
a = N()
x = a
for _ in range(100000):
    n = N()
    n.a = x
    x = n
a.a = x
del a, n, x
gc.collect()
l = []
x = l
for _ in range(100000):
    x = [x]
l.append(x)
del l, x
print(gc.collect() > 90000)
# expect: True
#: json, copy and pickle
def go(module, f):
    try:
        m = __import__(module)
    except ImportError:
        return
    try:
        f(m)
    except (RecursionError, MemoryError):
        pass
l = nest(lambda x: [x], 100000, 1)
d = nest(lambda x: {'a': x}, 100000, 1)
for x in (l, d):
    go('json', lambda m: m.dumps(x))
    go('copy', lambda m: m.deepcopy(x))
    go('pickle', lambda m: m.dumps(x))
    go('marshal', lambda m: m.dumps(x)) if 0 else None
go('json', lambda m: m.loads('[' * 100000 + ']' * 100000))
go('json', lambda m: m.loads('{"a":' * 100000 + '1' + '}' * 100000))
#: reading a literal
try:
    import ast
except ImportError:
    sys.exit()
for s in ('[' * 150 + ']' * 150, '-' * 100000 + '1', '(' * 5000):
    try:
        ast.literal_eval(s)
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        pass
#: functools
try:
    import functools
except ImportError:
    sys.exit()
p = print
for _ in range(50000):
    p = functools.partial(p)
    p.x = 1
ends(repr, p)
ends(lambda: p(end=''))
del p
@functools.lru_cache
def f(x): return f(x + 1)
ends(f, 0)
def r(a, b): return functools.reduce(r, [a, b])
ends(r, 1, 2)
#: object graph with eq in dict keys
class K:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, o): return {self: 1} == {o: 1}
ends(lambda: {K(1): 1, K(2): 2})
#: excepthook that raises, and its own
def hook(*args):
    raise ValueError
sys.excepthook = hook
1 / 0
# status: 1
#: str.join, sum and min over recursive iterables
class J:
    def __iter__(self): return iter([','.join(self)])
ends(lambda: ','.join(J()))
class S:
    def __iter__(self): yield sum(self)
ends(lambda: sum(S()))
class X:
    def __iter__(self): yield max(*self)
ends(lambda: max(X()))
class U:
    def __iter__(self): return iter([*self])
ends(lambda: [*U()])
class V:
    def keys(self): return dict(self).keys()
    def __getitem__(self, k): return 1
ends(lambda: dict(V()))
ends(lambda: {**V()})
#: imports that import
sys.modules.pop('this_is_not', None)
def imp(name, *a, **k): return __import__(name)
import builtins
real = builtins.__import__
builtins.__import__ = imp
def f():
    import sys
ends(f)
builtins.__import__ = real
#: metaclasses calling themselves
class Meta(type):
    def __call__(cls): return cls()
class A(metaclass=Meta): pass
ends(A)
class Meta(type):
    def __new__(m, n, b, d): return Meta(n, b, d)
def f():
    class A(metaclass=Meta): pass
ends(f)
class Base:
    def __init_subclass__(cls):
        class Inner(cls): pass
def f():
    class A(Base): pass
ends(f)
#: class_getitem, missing, set_name
class A:
    def __class_getitem__(cls, k): return cls[k]
ends(lambda: A[0])
class D(dict):
    def __missing__(self, k): return self[k]
ends(lambda: D()[0])
ends(lambda: '%(a)s' % D())
ends(lambda: '{a}'.format_map(D()))
#: contextlib stacks
def deep(n):
    with open('/dev/null'):
        try:
            deep(n + 1)
        finally:
            pass
ends(deep, 0)
#: warnings shown while warning
import warnings
def show(*args, **kw):
    warnings.warn('again')
warnings.simplefilter('always')
warnings.showwarning = show
ends(lambda: warnings.warn('x'))
#: trace of unraisable that raises
def hook(u): raise ValueError
sys.unraisablehook = hook
class D:
    def __del__(self): 1 / 0
for _ in range(3): D()
