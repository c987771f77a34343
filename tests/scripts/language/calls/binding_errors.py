# What a call with wrong arguments says, for every shape of signature.
def f0(): pass
def f1(a): pass
def f2(a, b): pass
def f3(a, b, c): pass
def d1(a, b=1): pass
def d2(a=1, b=2): pass
def v(a, *args): pass
def k(a, **kw): pass
def ko(*, x): pass
def ko2(*, x, y): pass
def ko3(a, *, x, y=1, z): pass
def po(a, /): pass
def po2(a, b=1, /, c=2, *, d=3): pass
def po3(a, /, **kw): pass
def long_names(first, second, third, fourth): pass
lam = lambda x, y=2: 0
class C:
    def m(self): pass
    def m1(self, a): pass
    def __init__(self, p): pass
    @classmethod
    def c(cls, a): pass
    @staticmethod
    def s(a): pass
    def noself(): pass
class D: pass
class E:
    def __call__(self, a): pass
class N:
    def __new__(cls, a): return object.__new__(cls)
class NI:
    def __new__(cls, *a): return object.__new__(cls)
    def __init__(self, a): pass
c = C(1)
ARGS = ('', '1', '1, 2', '1, 2, 3, 4, 5', 'a=1', 'b=1', 'x=1', '1, a=1', '1, b=2', '1, 2, b=3', '1, z=1', 'x=1, y=2', '1, x=1', '1, 2, x=1', 'a=1, nothing=2', 'frist=1', '1, *[2, 3]', '**{"a": 1, "q": 2}', '1, 2, 3, x=4, w=5', '*"abcdefgh", x=1', 'self=1', '1, kw=2', 'd=4, c=3')
for f in ('f0', 'f1', 'f2', 'f3', 'd1', 'd2', 'v', 'k', 'ko', 'ko2', 'ko3', 'po', 'po2', 'po3', 'long_names', 'lam', 'C', 'c.m', 'c.m1', 'C.m', 'C.c', 'C.s', 'c.noself', 'C.noself', 'D', 'E()', 'N', 'NI', '(lambda: 0)', '(lambda *, q: 0)'):
    for args in ARGS:
        try:
            eval(f'{f}({args})')
        except TypeError as e:
            print(f'{f}({args})', '|', e)
for f in ('len', 'print', 'int', 'str', 'list', 'dict', 'isinstance', 'getattr', 'range', 'enumerate', 'zip', '[].append', '[].pop', '[].sort', '[].index', '{}.get', '{}.pop', '{}.update', '"".join', '"".split', '"".replace', '"".encode', 'b"".hex', 'object', 'type', 'super', 'property', 'slice', 'bytes', 'open', 'input', 'round', 'pow', 'sum', 'divmod', 'abs', 'hash', 'iter', 'next', 'setattr', 'vars', 'dir', 'eval', 'exec', 'compile', 'format', 'chr', 'callable', 'id', 'repr', 'map', 'filter', 'reversed', 'frozenset', 'set', 'tuple', 'bool', 'float', 'complex', 'memoryview', 'bytearray', 'classmethod', 'staticmethod', 'globals', 'locals', 'breakpoint.__name__.upper', 'ValueError', 'StopIteration', 'OSError', 'ImportError', 'NameError', 'AttributeError', 'UnicodeDecodeError', 'ExceptionGroup', '{1}.add', '{1}.union', '(1).bit_length', '(1).to_bytes', 'int.from_bytes', '(1.0).hex', '().count', '"".format', '"".startswith', '"".translate', 'str.maketrans', 'dict.fromkeys', 'ascii', 'bin', '__import__'):
    for args in ('', '1', '1, 2', '1, 2, 3', '1, 2, 3, 4, 5, 6, 7, 8, 9, 10', 'zzz=1', '1, zzz=1', 'object=1', '*[], **{"bad key": 1}'):
        if f == 'exec' and not args or f in ('print', 'input', 'vars', 'dir', 'globals', 'locals', 'open') and args in ('', '1', '1, 2', '1, 2, 3'): continue
        try:
            eval(f'{f}({args})')
        except TypeError as e:
            print(f'{f}({args})', '|', e)
        except Exception:
            pass
