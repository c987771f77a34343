# Generators, finalizers, weak references and the collector in awkward moments.
import sys
import gc
try:
    import weakref
except ImportError:
    class weakref:
        ref = lambda o, c=None: (lambda: None)


def tries(f, *args):
    try:
        return f(*args)
    except Exception:
        pass


#: a generator re-entered
def g():
    yield tries(next, it)
    yield tries(it.send, 1)
    yield tries(it.throw, ValueError)
    yield tries(it.close)
    yield 5
it = g()
print(list(it))
# expect: [None, None, None, None, 5]
#: a generator closed by what it deletes
class D:
    def __del__(self):
        tries(it.close)
        tries(next, it)
        tries(it.throw, KeyError)
def g():
    d = D()
    yield 1
    del d
    yield 2
    d = D()
    yield D()
it = g()
for _ in it: pass
it = g(); next(it); it.close()
it = g(); next(it); del it
it = g(); next(it); next(it); tries(it.throw, ValueError)
#: a generator that ignores its closing
def g():
    while True:
        try:
            yield
        except GeneratorExit:
            pass
it = g(); next(it)
try:
    it.close()
except RuntimeError as e:
    print(e)
del it
# expect: generator ignored GeneratorExit
#: a generator brought back while it dies
saved = []
def g():
    try:
        yield 1
    finally:
        saved.append(me())
        saved.append(sys._getframe())
it = g(); me = weakref.ref(it); next(it)
del it
gc.collect()
for x in saved: repr(x)
saved.clear()
class R:
    def __init__(self, g): self.g = g
    def __del__(self): saved.append(self.g)
def h():
    r = R(it)
    yield 1
it = h(); next(it); del it
gc.collect()
for x in saved: tries(next, x)
#: throwing odd things
def g():
    while True:
        try:
            yield 1
        except ValueError:
            yield 2
for args in ((5,), (None,), (ValueError, 5), (ValueError, ValueError(1)), (ValueError(1), 5), (ValueError, None, 5), (int,), (ValueError, (1, 2)), (StopIteration,), (GeneratorExit,), (KeyboardInterrupt,), (ValueError, KeyError(1)), (type('E', (ValueError,), {'__new__': lambda c: 5}),), (type('E', (ValueError,), {'__init__': lambda s: 1 / 0}),)):
    it = g()
    try:
        it.throw(*args)
    except BaseException:
        pass
    it = g(); next(it)
    try:
        it.throw(*args)
        next(it)
    except BaseException:
        pass
#: yield from itself and from strangers
def g():
    yield from it
it = g(); tries(next, it)
class Odd:
    def __iter__(self): return self
    def __next__(self): return 1
    def throw(self, *a): return it.throw(*a)
    def close(self): it.close()
    def send(self, x): return it.send(x)
def g():
    yield from Odd()
it = g(); next(it); tries(it.send, 1)
it = g(); next(it); tries(it.throw, ValueError)
it = g(); next(it); tries(it.close)
class Bad:
    def __iter__(self): return 5
def g(): yield from Bad()
tries(list, g())
class Attr:
    def __iter__(self): return self
    def __next__(self): return 1
    def __getattr__(self, n): raise KeyError(n)
def g(): yield from Attr()
it = g(); next(it); tries(it.close); it = g(); next(it); tries(it.throw, ValueError)
#: frames that outlive and are cleared
def f():
    x = [1]
    def inner(): return x
    fr = sys._getframe()
    tries(fr.clear)
    return fr
fr = f(); fr.clear(); fr.f_locals; tries(lambda: fr.f_locals.update(x=5)); repr(fr); fr.f_lineno; fr.clear()
def g():
    x = 1
    yield sys._getframe()
    yield x
it = g(); fr = next(it)
fr.f_locals['x'] = 7; fr.f_locals['new'] = 5
tries(fr.clear); print(list(it))
it = g(); fr = next(it); del it; fr.f_locals; fr.clear()
def h():
    a = 1
    fr = sys._getframe()
    fr.f_locals['a'] = D()
    return a if 0 else 1
class D:
    def __del__(self): tries(lambda: sys._getframe(1).f_locals.clear())
tries(h)
for v in (5, 'x', -1, 10**30, None): tries(setattr, fr, 'f_lineno', v); tries(setattr, fr, 'f_trace', v); tries(setattr, fr, 'f_back', v)
# expect: [7]
#: tracebacks in a ring
try:
    1 / 0
except ZeroDivisionError as e:
    tb = e.__traceback__
tries(setattr, tb, 'tb_next', tb); tries(setattr, tb, 'tb_next', 5); tries(setattr, tb, 'tb_lasti', 10**30); tries(setattr, tb, 'tb_lineno', 5)
import types
for args in ((None, tb.tb_frame, 0, 0), (tb, tb.tb_frame, 10**9, 10**9), (tb, tb.tb_frame, -5, -5), (5, 5, 5, 5), (tb, tb.tb_frame, 10**30, 1)): tries(types.TracebackType, *args)
t = types.TracebackType(None, tb.tb_frame, 10**8, 10**8)
e = ValueError(1).with_traceback(t)
raise e
# status: 1
#: exceptions in a ring
a, b, c = ValueError(1), ValueError(2), ValueError(3)
a.__context__ = b; b.__context__ = c; c.__context__ = a
try:
    raise a
except ValueError:
    try:
        raise b
    except ValueError:
        pass
a.__cause__ = a
try:
    try:
        raise a
    finally:
        raise b
except ValueError:
    pass
raise a
# status: 1
#: exceptions whose parts are strange
class E(Exception):
    def __str__(self): raise E
    __repr__ = __str__
class F(Exception):
    @property
    def __class__(self): raise ValueError
    @property
    def __traceback__(self): return 5
    @property
    def __cause__(self): return 5
class G(Exception):
    def __getattribute__(self, n): raise KeyError(n)
    def __eq__(self, o): 1 / 0
    def __hash__(self): 1 / 0
for cls in (E, F, G):
    try:
        raise cls
    except Exception as e:
        tries(str, e)
    try:
        raise cls from cls()
    except Exception as e:
        pass
x = ValueError()
for name in ('__traceback__', '__cause__', '__context__', 'args', '__notes__', '__suppress_context__', '__dict__'):
    for v in (5, None, (), [], x, 'abc', {1: 2}): tries(setattr, x, name, v)
    tries(delattr, x, name)
x.__notes__ = 5
raise x
# status: 1
#: uncaught exception with a bad str
class E(Exception):
    def __str__(self): raise E
raise E
# status: 1
#: uncaught syntax errors made by hand
for args in (('m', ('f', 1, 1, 't')), ('m', ('f', 10**30, -5, 't')), ('m', ('f', None, None, None)), ('m', (5, 'x', [], {})), ('m', ('f', 1, 10**9, 'text', -5, 10**9)), ('m', ('f', 1, 2, '\ud800\0é', 1, 1)), (), (1,), ('m', 5), ('m', ())):
    try:
        e = SyntaxError(*args)
    except Exception:
        continue
    sys.excepthook(type(e), e, None)
    str(e); repr(e)
e = SyntaxError('m'); e.lineno = 'x'; e.offset = []; e.text = 5; e.filename = 3; e.end_lineno = e
raise e
# status: 1
#: weak reference callbacks that bring back and destroy
class A: pass
saved = []
def callback(r):
    saved.append(r())
    saved.append(r)
    gc.collect()
    1 / 0 if 0 else None
a = A(); r = weakref.ref(a, callback); s = weakref.ref(a, callback)
del a
print(saved[0])
a = A()
refs = []
def callback(r):
    refs.clear()
refs.extend(weakref.ref(a, callback) for _ in range(100))
del a
a = A(); b = A()
def callback(r):
    global b
    b = None
    weakref.ref(other)
other = A()
r = weakref.ref(a, callback); s = weakref.ref(b, callback)
del a
a = A(); a.me = a; r = weakref.ref(a, lambda r: saved.append(r())); del a; gc.collect()
print(saved[-1])
# expect: None
# expect: None
#: weak references made while their object dies
class A:
    def __del__(self):
        saved.append(weakref.ref(self))
        saved.append(weakref.ref(self, lambda r: None))
saved = []
a = A(); del a
print([r() for r in saved])
class B:
    def __del__(self):
        saved.append(self)
        saved.append(weakref.ref(self))
saved.clear()
b = B(); b.b = b; del b; gc.collect()
print(saved[0] is saved[1]())
# expect: [None, None]
# expect: True
#: weak containers walked while they shrink
try:
    w = weakref.WeakValueDictionary()
    s = weakref.WeakSet()
except AttributeError:
    sys.exit()
class A: pass
l = [A() for _ in range(50)]
for i, x in enumerate(l): w[i] = x; s.add(x)
def go(c):
    for _ in c:
        l.clear()
        gc.collect()
tries(go, w); tries(go, s); tries(go, w.items())
#: objects brought back by finalizers
saved = []
class A:
    def __del__(self): saved.append(self)
a = A(); del a
print(len(saved))
a = saved.pop(); del a
print(len(saved))
x, y = A(), A(); x.y = y; y.x = x; del x, y
gc.collect()
print(len(saved), saved[0].__dict__.keys() != saved[1].__dict__.keys())
saved.clear(); gc.collect()
class L(list):
    def __del__(self): saved.append(list(self)); self.append(self)
l = L([1]); l.append(l); del l; gc.collect()
print(saved[0][0])
# expect: 1
# expect: 0
# expect: 2 True
# expect: 1
#: __del__ changing its class and itself
class B: pass
class A:
    def __del__(self):
        self.__class__ = B
        self.x = 1
        self.__dict__ = {}
        self.__dict__['z'] = self
for _ in range(10): A()
class C:
    def __del__(self):
        del C.__del__
        self.__class__ = A
C()
class S:
    __slots__ = ('a',)
    def __del__(self): self.a = self
for _ in range(10): S()
gc.collect()
#: collector callbacks that collect, allocate and drop
junk = []
def callback(phase, info):
    gc.collect()
    junk.append([junk])
    junk.clear()
    x = []; x.append(x)
    info.clear()
gc.callbacks.append(callback)
for _ in range(20):
    x = []; x.append(x)
    gc.collect()
gc.callbacks.append(lambda *a: gc.callbacks.clear())
gc.callbacks.append(5)
gc.collect(); gc.collect()
gc.callbacks.extend([lambda *a: 1 / 0])
gc.collect()
gc.callbacks.clear()
#: collecting at every moment
gc.set_threshold(1)
class A:
    def __init__(self): self.me = self
    def __del__(self): self.x = [A.n]
    n = 1
for i in range(300):
    a = A()
    [{i: a} for i in range(3)]
    def f(x=a): return lambda: x
    f()()
    try:
        raise ValueError(a)
    except ValueError as e:
        s = e
    del s
gc.set_threshold(2000)
for args in ((), (5,), (-1,), ('x',), (None,), (10**30,)): tries(gc.collect, *args); tries(gc.set_threshold, *args); tries(gc.get_objects, *args)
for x in (5, None, [], sys): tries(gc.get_referrers, x); tries(gc.get_referents, x); tries(gc.is_tracked, x); tries(gc.is_finalized, x)
#: everything the collector knows, looked at
def g():
    yield 1
it = g(); next(it)
n = 0
for o in gc.get_objects():
    tries(gc.get_referents, o); type(o); tries(hash, o)
    n += 1
    if n % 500 == 0: gc.collect()
for r in gc.get_referents(*gc.get_objects()): type(r)
gc.freeze(); gc.unfreeze(); gc.get_stats(); gc.get_count()
del o, r
gc.collect()
#: finalizers and exit functions at the end
import atexit
class D:
    def __init__(self, n): self.n = n
    def __del__(self):
        import os
        print('del', self.n)
        D(self.n - 1) if self.n else None
        [].append(open)
        raise ValueError
def bye():
    atexit.register(bye2)
    1 / 0
def bye2():
    sys.exit(5)
atexit.register(bye)
d = D(3)
sys.modules['d'] = D(0)
c = D(1); c.c = c
# status: 0
#: threads and generators at exit
import threading, time
def g():
    try:
        yield
    finally:
        print('closed')
        tries(threading.Thread(target=print, args=(1,)).start)
it = g(); next(it)
def forever():
    it2 = g(); next(it2)
    while True: time.sleep(0.001); [i for i in range(100)]
for _ in range(5): threading.Thread(target=forever, daemon=True).start()
class D:
    def __del__(self):
        time.sleep(0.01)
        tries(threading.Thread(target=print).start)
        for t in threading.enumerate(): t.name
x = D()
#: modules torn down in use
import builtins
class D:
    def __del__(self):
        tries(lambda: print('x'))
        tries(lambda: sys.stdout.write('y'))
        tries(lambda: __import__('os'))
        tries(lambda: gc.collect())
a = D(); sys.d = D(); builtins.d = D()
sys.modules.clear()
sys.stdout.d = 1 if hasattr(sys.stdout, '__dict__') else 0
#: sys taken apart
for name in list(vars(sys)):
    if name not in ('exit', 'modules') and not name.startswith('__'):
        tries(delattr, sys, name)
tries(lambda: print('x')); tries(lambda: input()); tries(lambda: __import__('zork'))
try:
    1 / 0
except ZeroDivisionError:
    pass
import atexit
tries(lambda: open('/nope'))
#: builtins taken apart
import builtins
for name in list(vars(builtins)):
    if name not in ('delattr', 'Exception', 'getattr', 'vars') and not name.startswith('__'):
        delattr(builtins, name)
def f():
    class A: pass
    assert not A
    return [x for x in undefined]
try:
    f()
except Exception:
    pass
try:
    import os
except Exception:
    pass
del builtins.__import__, builtins.__build_class__
try:
    import os
except Exception:
    pass
def g():
    class B: pass
try:
    g()
except Exception:
    pass
1 / 0
# status: 1
#: sys.modules replaced
sys.modules = {}
tries(lambda: __import__('os'))
sys.modules = 5
tries(lambda: __import__('os'))
del sys.modules
tries(lambda: __import__('os'))
#: import hooks of every shape
import builtins
for v in (5, None, [], [5], [None], [object()], [type('F', (), {'find_spec': lambda *a: 5})], [type('F', (), {'find_spec': lambda *a: 1 / 0})], 'abc'):
    for name in ('meta_path', 'path', 'path_hooks', 'path_importer_cache'):
        old = getattr(sys, name, None)
        setattr(sys, name, v)
        tries(lambda: __import__('zork'))
        tries(lambda: __import__('colorsys'))
        sys.modules.pop('colorsys', None)
        setattr(sys, name, old)
tries(lambda: __import__('')); tries(lambda: __import__('.')); tries(lambda: __import__('a.b.c')); tries(lambda: __import__('os', {}, {}, ['path'], -1)); tries(lambda: __import__('os', None, None, ['zork'], 0)); tries(lambda: __import__('x' * 100000)); tries(lambda: __import__('a\0b')); tries(lambda: __import__('\ud800')); tries(lambda: __import__('os', 5, 5, 5, 5)); tries(lambda: __import__('b', {'__package__': 5}, {}, [], 1)); tries(lambda: __import__('b', {'__package__': 'x' * 100, '__spec__': 5}, {}, [], 99))
sys.modules['zork'] = None; tries(lambda: __import__('zork')); tries(lambda: __import__('zork.x'))
sys.modules['zork'] = 5; tries(lambda: __import__('zork.x')); tries(lambda: exec('from zork import *')); tries(lambda: exec('from zork import y'))
class M:
    __all__ = 5
    __path__ = 7
sys.modules['zork'] = M(); tries(lambda: exec('from zork import *')); M.__all__ = [5]; tries(lambda: exec('from zork import *')); tries(lambda: __import__('zork.x'))
#: excepthook, displayhook, unraisablehook of every shape
for name in ('excepthook', 'unraisablehook', 'displayhook'):
    for v in (None, 5, lambda *a: 1 / 0, lambda: 0):
        setattr(sys, name, v)
        class D:
            def __del__(self): 1 / 0
        D()
        tries(exec, compile('1 + 1', '', 'single'))
del sys.excepthook, sys.unraisablehook
D()
1 / 0
# status: 1
#: stdout and stderr replaced by strange things
class W:
    def write(self, s):
        sys.stdout = sys.stderr = None
        raise ValueError
    def flush(self): 1 / 0
    closed = False
for v in (W(), 5, None, object(), open('/dev/null')):
    sys.stdout = v
    tries(print, 'x')
    tries(lambda: input('p'))
    sys.stderr = v
    class D:
        def __del__(self): 1 / 0
    D()
sys.stderr = W(); sys.stdout = W()
1 / 0
# status: 1
#: str and int subclasses where exact ones are expected
class S(str):
    def __eq__(self, o): 1 / 0
    def __hash__(self): return 5
    def __len__(self): return 100
    def __iter__(self): return iter([1])
    def encode(self, *a): return 5
class I(int):
    def __index__(self): return 'x'
    def __int__(self): return 'x'
    def __eq__(self, o): 1 / 0
    def __lt__(self, o): 1 / 0
    __gt__ = __lt__
    def __hash__(self): 1 / 0
    def __str__(self): return 5
    __repr__ = __format__ = __str__
s, i = S('abc'), I(7)
for f in (lambda: getattr(5, s), lambda: 'x'.join([s, s]), lambda: open(s), lambda: __import__(s), lambda: int(s), lambda: compile(s, s, 'exec'), lambda: setattr(W, s, 1), lambda: '%s' % s, lambda: s.format(s), lambda: f'{s:{s}}', lambda: {s: 1}, lambda: type(s, (), {}), lambda: print(s, sep=s, end=s, file=sys.stderr), lambda: s.split(s), lambda: s.replace(s, s), lambda: sys.intern(s), lambda: range(i), lambda: [1, 2, 3][i], lambda: 'a' * i, lambda: chr(i), lambda: bytes(i), lambda: round(1.5, i), lambda: pow(i, i, i), lambda: str(i), lambda: f'{i}', lambda: '%d' % i, lambda: i + i, lambda: sorted([i, i]), lambda: {i: i}, lambda: sys.exit if 0 else sys.setrecursionlimit(i), lambda: slice(i, i, i).indices(i), lambda: hash(i), lambda: int(i), lambda: float(i), lambda: int('11', i), lambda: (5).to_bytes(i, 'big'), lambda: i.to_bytes(i), lambda: sum([i, i]), lambda: memoryview(b'abc')[i], lambda: divmod(i, i), lambda: format(1.5, s)):
    tries(f)
class W: pass
