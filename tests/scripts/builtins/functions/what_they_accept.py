# builtins: dir, vars, hasattr, getattr, callable, isinstance, super, iter, input ...
import io, sys
def attempt(label, f):
    try: print(label, '->', f())
    except BaseException as e: print(label, '->', type(e).__name__, e)
class A:
    ca = 1
    def m(self): pass
class B(A):
    __slots__ = ('s',)
    def __init__(self): self.i = 1
b = B()
print([n for n in dir(b) if n[0] != '_'], [n for n in dir(B) if n[0] != '_'], vars(b), sorted(n for n in vars(A) if n[0] != '_'))
attempt('vars', lambda: vars(5))
attempt('dir', lambda: [n for n in dir(type('M', (type,), {'x': 1})('K', (), {})) if n == 'x'])
class D:
    __dict__ = 5
attempt('vars odd', lambda: vars(D()))
attempt('dir odd', lambda: 'm' in dir(D()))
attempt('isinstance tuple', lambda: isinstance(1, (str, (float, (int,)))))
attempt('isinstance union', lambda: (isinstance(1, int | str), isinstance(1, int | None), isinstance(None, int | None), issubclass(bool, int | str)))
attempt('isinstance list[int]', lambda: isinstance([], list[int]))
attempt('isinstance bad', lambda: isinstance(1, 5))
attempt('isinstance bad in tuple', lambda: isinstance('a', (str, 5)))
attempt('isinstance bad in tuple2', lambda: isinstance(1, (str, 5)))
attempt('issubclass bad', lambda: issubclass(5, int))
class Fake:
    __class__ = int
attempt('fake class', lambda: (isinstance(Fake(), int), type(Fake()).__name__))
class FakeBases:
    __bases__ = (int,)
attempt('fake bases', lambda: issubclass(FakeBases(), int))
attempt('fake class cls', lambda: isinstance(1, FakeBases()))
# super
class X:
    def f(self): return 'X.f'
    @classmethod
    def c(cls): return ('X.c', cls.__name__)
    @staticmethod
    def s(): return 'X.s'
    p = property(lambda self: 'X.p')
    v = 'X.v'
class Y(X):
    def f(self): return 'Y+' + super().f(), super(Y, self).v, super().p, super().s()
    @classmethod
    def c(cls): return super().c()
    def none(): return super()
    def changed(self):
        self = 5
        return super().f()
    def deleted(self):
        del self
        return super().f()
    def cell(self):
        def inner(): return self
        return super().f()
    def nested(self): return [super().f() for _ in (1,)]
    def gen(self): return list(super().f() for _ in (1,))
    def lam(self): return (lambda: super().f())()
    def setattr_(self): super().zz = 1
    def args(*a): return super().f()
y = Y()
for n in ('f', 'c', 'changed', 'deleted', 'cell', 'nested', 'gen', 'lam', 'setattr_', 'args'):
    attempt(n, lambda: getattr(y, n)())
attempt('none', Y.none)
for src in ('super()', 'super(5)', 'super(int, "a")', 'super(int, 5).x', 'super(X).f', 'super(X, y).f()', 'super(Y, Y).c()', 'super(Y).__get__(y).f()', 'super(Y).__get__(None)', 'super(Y).__get__(5)', 'super(X, y).nothing', 'super(int, True).bit_length()', 'repr(super(Y, y)).partition(" at ")[0]', 'repr(super(Y))', 'super(Y, y).__class__', 'super(Y, y).__self_class__', 'super(1, 2, 3)', 'super(Y, obj=y)'):
    attempt(src, lambda: eval(src))
class Z(Y): pass
z = Z()
attempt('in subclass', z.f)
# iter with sentinel, next with default
it = iter([1, 2, 3].pop, 1)
print(list(it), list(it))
attempt('iter callable', lambda: iter(5, 1))
attempt('next default', lambda: (next(iter(()), 'd'), next(iter([1]), 'd')))
attempt('next bad', lambda: next([]))
def raiser(): raise StopIteration
print(list(iter(raiser, 0)))
# getattr family
attempt('getattr default', lambda: getattr(5, 'x', 'd'))
attempt('getattr raise', lambda: getattr(type('P', (), {'x': property(lambda s: 1 / 0)})(), 'x', 'd'))
attempt('hasattr raise', lambda: hasattr(type('P', (), {'x': property(lambda s: 1 / 0)})(), 'x'))
attempt('hasattr attr error', lambda: hasattr(type('P', (), {'x': property(lambda s: s.q)})(), 'x'))
attempt('getattr int', lambda: getattr(5, 5))
attempt('setattr empty', lambda: (setattr(b, '', 1), getattr(b, ''), vars(b)))
attempt('setattr str sub', lambda: setattr(b, type('S', (str,), {})('sub'), 1))
# input and print
sys.stdin = io.StringIO('line one\nlast')
attempt('input', lambda: (input(), input('prompt> ')))
attempt('input eof', input)
out = io.StringIO()
print('a', 1, None, sep='-', end='!\n', file=out)
print(file=out); print('x', end='', file=out); print(*'abc', sep='', file=out)
print(repr(out.getvalue()))
class W:
    def write(self, s): log.append(s)
log = []
print('a', 'b', file=W()); print(1, 2, sep='', end='', file=W())
print(log)
attempt('print flush', lambda: print('q', file=W(), flush=True))
attempt('print no write', lambda: print('q', file=5))
class Str:
    def __str__(self): print('nested', end=' '); return 'S'
print(Str(), Str())
sys.stdin = None
attempt('input none', input)
sys.stdin = sys.__stdin__
# misc
for src in ('abs(-5), abs(-5.5), abs(True)', 'divmod(7, -2), divmod(-7, 2), divmod(7.5, 2)', 'pow(2, -1), pow(2, -1, 5), pow(2, 10, 7)', 'pow(2, -1, 4)', 'pow(0, -1)', 'round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(15, -1), round(25, -1)', 'round(1.5, None), round(5, 2), round(True)', 'round("a")', 'chr(0x10ffff), ord("é"), chr(-1)', 'ord("ab")', 'ord(b"a")', 'ord("")', 'bin(-5), oct(8), hex(-255)', 'hash(1) == hash(1.0) == hash(True), hash(""), hash(2**61 - 1)', 'sum([0.1] * 10), sum([[1], [2]], []), sum([1, 2.5, True])', 'sum(["a"], "")', 'sum([b"a"], b"")', 'sum([1], bytearray())', 'max("abc", key=ord), min([3, 1, 2], default=0), max([], default=None)', 'max()', 'max(5)', 'max([])', 'max(1, 2, default=3)', 'min(1, "a")', 'sorted("bca", reverse=True), sorted([3, 1], key=lambda x: -x), sorted({2: 1, 1: 2})', 'list(zip([1, 2], "ab")), list(zip()), list(zip([1], [1, 2], strict=False))', 'list(zip([1], [1, 2], strict=True))', 'list(map(pow, [2, 3], [3, 2])), list(map(str, []))', 'list(map(lambda a, b: a, [1], [1, 2], strict=True))', 'list(filter(None, [0, 1, "", "a"])), list(filter(str.isdigit, "a1"))', 'list(enumerate("ab", 5)), list(enumerate("a", start=-1))', 'enumerate("a", 1.5)', 'list(reversed([1, 2])), list(reversed("ab")), list(reversed({1: 2, 3: 4})), list(reversed(range(3)))', 'reversed({1})', 'all([]), any([]), all([1, 0]), any([0, 1])', 'callable(len), callable(5), callable(A), callable(A())', 'id(5) == id(5), type(id(b))', 'format(5, "05d"), format(1.5, ".3e"), format("a", ">3"), format(True), format(None)', 'format(5, "q")', 'format(None, "5")', 'ascii("é\\U0001F600\\n")', 'repr("a\'b"), repr(\'a"b\'), repr("a\'b\\"c"), repr("\\x00\\x7f\\xa0\\u200b")', 'slice(1, 2).indices(5), slice(None, None, -1).indices(3), slice(1) == slice(1), hash(slice(1, 2)) == hash(slice(1, 2))', 'slice(1) < slice(2), slice(1, 2, 3)', 'range(10)[2:5], range(0, 10, 3)[-1], 5 in range(10), range(3) == range(0, 3, 1), range(0) == range(1, 1), hash(range(3)) == hash(range(0, 3))', 'range(1, 2, 0)', 'range(1.5)', 'range(10).index(11)', 'range(10).count(3), len(range(-5, 5, 2)), range(5).start', 'len(range(10**30))', 'range(10**30)[10**29]', 'bool(range(0)), bool("0"), bool([0]), bool(0.0), bool(None)', 'int("0x1f", 16), int("1_000"), int(" 5 "), int(b"7"), int("z", 36), int(5.9), int(-5.9)', 'int("5", 1)', 'int("a")', 'int("")', 'int(None)', 'int("5", "a")', 'int(5, 2)', 'int(float("nan"))', 'int(float("inf"))', 'float("nan") != float("nan"), float(" 1e3 "), float("-inf"), float("1_0.5")', 'float("a")', 'float([])', 'complex("1+2j"), complex(1, 2), complex("j"), complex(" 1 ")', 'complex("1 + 2j")', 'complex("a", 1)', 'complex(1, "a")', 'str(b"a", "ascii"), str(b"a"), str(), str(5), str("é".encode(), errors="strict")', 'str(b"\\xff", "ascii")', 'str("a", "ascii")', 'bytes(3), bytes([1, 2]), bytes("a", "ascii"), bytes(b"x"), bytes()', 'bytes("a")', 'bytes([256])', 'bytes(-1)', 'bytes(5, "ascii")', 'bytes([1, "a"])', 'bytes(1.5)', 'tuple("ab"), list({1: 2}), set("aa"), frozenset([1]), dict([(1, 2)], a=3), dict(a=1), dict({1: 2})', 'dict([1])', 'dict([(1, 2, 3)])', 'dict(5)', 'dict(**{1: 2})', 'set([[]])', '{[]: 1}', '{{}}', 'hash([])', 'hash((1, []))', 'hash(slice([]))', 'memoryview("a")', 'type(5), type("a", (), {}).__name__', 'object() == object(), object() != object()', '__import__("math").pi', 'breakpoint.__name__', 'quit.__class__.__name__, exit, copyright.__class__.__name__', 'NotImplemented == NotImplemented, bool(Ellipsis), ...', 'bool(NotImplemented)', 'not NotImplemented', 'open("/nonexistent")', 'open("/", "w")', 'open("x", "q")', 'open("x", "rw")', 'open("x", "rb", encoding="a")', 'open(5.5)', 'open("a\\0b")', 'open(-1)', 'open("x", "w", newline="z")', 'compile("1", "", "eval").co_consts', 'staticmethod(len)("ab")', 'classmethod(len)', 'property().__doc__, property(doc="d").__doc__', 'aiter([])', 'anext([])', 'super.__doc__ is not None, len.__doc__ is not None, int.__doc__ is not None'):
    attempt(src, lambda: eval(src))
