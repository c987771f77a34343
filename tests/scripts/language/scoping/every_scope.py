# Names in every kind of scope: what they refer to and what is said when they are not there.
def attempt(label, f, *args):
    try:
        print(label, '->', f(*args))
    except Exception as e:
        print(label, '->', type(e).__name__, e)
x = 'global'
def unbound():
    print(x)
    x = 1
attempt('unbound', unbound)
def deleted():
    y = 1
    del y
    return y
attempt('deleted', deleted)
def deleted_twice():
    y = 1
    del y
    del y
attempt('deleted twice', deleted_twice)
def free():
    def inner(): return z
    attempt('free', inner)
    z = 1
    attempt('free set', inner)
    del z
    attempt('free deleted', inner)
free()
def del_free():
    z = 1
    def inner():
        nonlocal z
        del z
    inner()
    attempt('del free', inner)
    return z
attempt('after del free', del_free)
def del_global():
    global gone
    del gone
attempt('del global', del_global)
attempt('del name', lambda: exec('del not_there'))
class C:
    x = 'class'
    y = [x for _ in range(1)]
    def m(self): return x
    z = (lambda: x)()
    w = {x: x for x in 'q'}
    g = list(x for _ in (x,))
    n = [[x for _ in (1,)] for _ in (1,)]
    try:
        undefined
    except NameError as e:
        err = str(e)
print(C.y, C().m(), C.z, C.w, C.g, C.n, C.err)
def outer():
    x = 'outer'
    class K:
        a = x
        x = 'class'
        b = x
        def m(self): return x
        c = [x for _ in (1,)]
        class Inner:
            d = x
            x = 'inner'
            e = x
    class L:
        nonlocal x
        x = 'changed by class body'
    return K.a, K.b, K().m(), K.c, K.Inner.d, K.Inner.e, x, hasattr(L, 'x')
print(outer())
def conditional(flag):
    class K:
        if flag: x = 'set'
        y = x
    return K.y
print(conditional(True), conditional(False))
def global_in_nested():
    x = 'local'
    def inner():
        global x
        return x
    class G:
        global made_by_class
        made_by_class = 1
        y = 2
    return inner(), made_by_class, hasattr(G, 'made_by_class')
print(global_in_nested())
def loop_vars():
    fs = [lambda: i for i in range(3)]
    gs = [lambda i=i: i for i in range(3)]
    return [f() for f in fs], [g() for g in gs]
print(loop_vars())
def exc_var():
    e = 'before'
    try: raise ValueError
    except ValueError as e: pass
    return e
attempt('exception name', exc_var)
def walrus():
    r = [last := i for i in range(3)]
    any((found := n) > 1 for n in range(4))
    return r, last, found
print(walrus())
class Cell:
    def get(self): return __class__
    @staticmethod
    def s(): return __class__
    name = (lambda: __class__)
    c = staticmethod(lambda: [__class__ for _ in (1,)])
print(Cell().get(), Cell.s(), Cell.name(), Cell.c())
class UsesTooEarly:
    def f(): return __class__
    attempt('class cell', f)
def mangled():
    class M:
        __a = 1
        def __m(self, __p=2): return self.__a, __p
        def call(self): return self.__m()
        def kw(self): return self._M__m(__p=3)
        import sys as __sys
        for __i in (1,): pass
        d = {'__a': 5}
        def __dunder__(self): pass
    return sorted(n for n in M.__dict__ if 'M__' in n or n == '__dunder__'), M().call()
print(mangled())
class _Under:
    __x = 1
class __:
    __x = 1
print([n for n in _Under.__dict__ if 'x' in n], [n for n in __.__dict__ if n.endswith('x')])
for source in ('nonlocal x', 'def f():\n nonlocal nothing', 'def f():\n x = 1\n global x', 'def f(x):\n global x', 'def f(x):\n nonlocal x', 'def f():\n print(x)\n global x', 'def f():\n global x\n nonlocal x', 'class C:\n nonlocal q', 'def f():\n for x in y: pass\n global x', 'x: int\nglobal x', 'def f():\n x: int = 1\n global x', 'def f():\n import x\n global x', 'def f(a, a): pass', 'lambda a, a: 0', 'def f(a, *a): pass', 'def f(a, *, a): pass', 'def f(*, a, **a): pass', 'class C[T, T]: pass', 'def f[T](T): pass', 'def f[T]():\n nonlocal T', 'class C[T]:\n nonlocal T', '[x := 1 for x in y]', '[(x := 1) for y in (x := 2)]', 'class C:\n [q := 1 for _ in ()]', '[i for i in (i := 1)]', '[[(j := 0) for i in range(5)] for j in range(5)]', 'def f():\n return __class__', '__class__', 'del __debug__', '__debug__ = 1', 'def __debug__(): pass', 'class __debug__: pass', 'import __debug__', 'x.__debug__ = 1', 'def f(__debug__): pass', 'for __debug__ in x: pass', 'f(__debug__=1)', 'with x as __debug__: pass', 'None = 1', 'def f(None): pass', 'x.None', 'True += 1', 'import None', 'class True: pass', 'global None', 'f(True=1)', 'lambda None: 1', 'del None', 'for None in x: pass', '(a, None) = 1', '[None] = 1', 'x = None = 1', 'None: int', '*None = 1', 'try: pass\nexcept E as None: pass', 'match x:\n case None(): pass'):
    try:
        compile(source, '', 'exec')
        print(repr(source), 'ok')
    except SyntaxError as e:
        print(repr(source), '|', e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
