# Code objects and functions with wrong insides are refused, or run without harm.
import sys
import types


def tries(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return e


def f(a, b=1, *c, d=2, **e):
    x = [a, b]
    for y in x:
        try:
            z = lambda: (y, x)
            z()
        except ValueError:
            return 5
    return x


def gen(a):
    yield a
    yield a


VALUES = (0, 1, -1, 2, 255, 2**31 - 1, 2**31, 2**32, 2**63, -2**63, 10**30, None, 'x', (), (1,), ('a',), ('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'), (5,), b'', b'\0', b'\xff' * 64, b'\0' * 63, [], {}, f)


def call(code):
    """Runs what a replaced code object makes."""
    if not isinstance(code, types.CodeType):
        return
    fn = tries(types.FunctionType, code, {})
    if isinstance(fn, types.FunctionType):
        for args in ((), (1,), (1, 2), (1, 2, 3)):
            r = tries(fn, *args)
            if hasattr(r, '__next__'):
                tries(list, r)
    tries(exec, code, {})
    tries(repr, code); tries(hash, code); tries(lambda: code == f.__code__); tries(lambda: list(code.co_lines())); tries(lambda: list(code.co_positions())); tries(lambda: code._varname_from_oparg(0)); tries(lambda: code.replace())


#: each field replaced by each value
for source in (f, gen):
    code = source.__code__
    for name in ('co_argcount', 'co_posonlyargcount', 'co_kwonlyargcount', 'co_nlocals', 'co_stacksize', 'co_flags', 'co_firstlineno', 'co_code', 'co_consts', 'co_names', 'co_varnames', 'co_freevars', 'co_cellvars', 'co_filename', 'co_name', 'co_qualname', 'co_linetable', 'co_exceptiontable'):
        for v in VALUES:
            call(tries(code.replace, **{name: v}))
#: code built from nothing
for args in ((), (0,) * 18, (0, 0, 0, 0, 0, 0, b'', (), (), (), 'f', 'n', 'q', 1, b'', b''), (0, 0, 0, 0, 0, 0, b'\0\0', (), (), (), 'f', 'n', 'q', 1, b'', b'', (), ()), (5, 0, 0, 0, 0, 0, b'\0\0\0\0', (), (), (), 'f', 'n', 'q', 1, b'', b'', (), ()), (2**31, 0, 0, 2**31, 2**31, 3, b'd\0S\0', (1,), (), (), 'f', 'n', 'q', 1, b'', b'', (), ())):
    call(tries(types.CodeType, *args))
#: instructions flipped one by one
code = f.__code__
b = bytearray(code.co_code)
for i in range(0, len(b)):
    for v in (0, 1, 255, b[i] ^ 1, b[i] ^ 128):
        old = b[i]
        b[i] = v
        call(tries(code.replace, co_code=bytes(b)))
        b[i] = old
for n in range(0, len(b), 7):
    call(tries(code.replace, co_code=bytes(b[:n])))
    call(tries(code.replace, co_code=bytes(b[n:])))
#: tables flipped
code = f.__code__
for name in ('co_linetable', 'co_exceptiontable'):
    b = bytearray(getattr(code, name))
    for i in range(len(b)):
        for v in (0, 1, 63, 127, 128, 255):
            old = b[i]
            b[i] = v
            c = tries(code.replace, **{name: bytes(b)})
            call(c)
            b[i] = old
    for n in range(len(b)): call(tries(code.replace, **{name: bytes(b[:n])}))
#: fields exchanged between codes
codes = [f.__code__, gen.__code__, (lambda: 0).__code__, compile('x = 1\nimport sys', '', 'exec'), (lambda *a, **k: (a, k)).__code__]
names = ('co_argcount', 'co_posonlyargcount', 'co_kwonlyargcount', 'co_nlocals', 'co_stacksize', 'co_flags', 'co_code', 'co_consts', 'co_names', 'co_varnames', 'co_freevars', 'co_cellvars', 'co_linetable', 'co_exceptiontable')
for a in codes:
    for b in codes:
        for name in names: call(tries(a.replace, **{name: getattr(b, name)}))
        for i in range(len(names)): call(tries(a.replace, **{n: getattr(b, n) for n in names[i:]}))
#: functions given other code
def one(): return 1
def two(a, b): return a + b
def free():
    x = 1
    def inner(): return x
    return inner
def make():
    a = b = 1
    def inner(): return a, b
    return inner
functions = (one, two, free(), make(), gen, f, lambda *a: a)
for x in functions:
    for y in functions:
        old = x.__code__
        tries(setattr, x, '__code__', y.__code__)
        for args in ((), (1,), (1, 2)):
            tries(x, *args)
        tries(setattr, x, '__code__', old)
for v in (5, None, (), (1, 2, 3, 4, 5, 6), {}, [], 'x', {1: 2}, {'a': 1}):
    for name in ('__defaults__', '__kwdefaults__', '__dict__', '__closure__', '__globals__', '__name__', '__annotations__', '__module__', '__type_params__', '__builtins__', '__annotate__', '__qualname__', '__doc__'):
        def t(a, b=1, *, c=2): return a, b, c
        tries(setattr, t, name, v)
        for args in ((), (1,), (1, 2), (1, 2, 3, 4)): tries(t, *args)
        tries(delattr, t, name)
        tries(t, 1); tries(repr, t)
for args in ((5, {}), (one.__code__, 5), (one.__code__, {}, 5), (one.__code__, {}, 'n', 5), (one.__code__, {}, 'n', (1, 2, 3)), (one.__code__, {}, 'n', (), (5,)), (free().__code__, {}, 'n', (), ()), (free().__code__, {}, 'n', (), (5,)), (free().__code__, {}, 'n', (), free().__closure__ * 2), (free().__code__, {'__builtins__': 5}), (one.__code__, {'__builtins__': None})):
    r = tries(types.FunctionType, *args)
    tries(r); tries(repr, r)
#: running code changes itself
def me(n):
    if n: me.__code__ = (lambda n: 7).__code__
    return [me.__code__ for _ in range(3)] and n
print(me(1), me(1))
def looping():
    for i in range(100):
        looping.__code__ = (lambda: i).__code__ if i == 50 and 0 else looping.__code__.replace(co_name='x%d' % i)
        looping.__defaults__ = (i,)
    return i
print(looping())
def g():
    yield 1
    g.__code__ = (lambda: 5).__code__
    yield 2
print(list(g()), g())
# expect: 1 7
# expect: 99
# expect: [1, 2] 5
#: defaults and closures changed while they are bound
class K(dict):
    def __getitem__(self, k):
        t.__kwdefaults__ = {}
        t.__defaults__ = None
        return 1
def t(a=1, *, b=2): return a, b
t.__kwdefaults__ = K(b=3)
tries(t)
class E(str):
    def __eq__(self, o):
        t.__code__ = (lambda: 1).__code__
        t.__defaults__ = None
        return False
    def __hash__(self): return hash('b')
tries(lambda: t(**{E('b'): 1}))
tries(lambda: t(**{'b': 1, E('b'): 1}))
tries(lambda: t(**{5: 1}))
x = 1
def outer():
    x = 1
    def inner(): return x
    c = inner.__closure__[0]
    del c.cell_contents
    tries(inner)
    c.cell_contents = c
    return inner
r = outer(); r.__closure__[0].cell_contents = r.__closure__; repr(r.__closure__); del r
tries(types.CellType, 1, 2); types.CellType() == types.CellType(5); repr(types.CellType())
c1, c2 = types.CellType(), types.CellType(); c1.cell_contents = c2; c2.cell_contents = c1
tries(lambda: c1 == c2); tries(lambda: c1 < c2)
