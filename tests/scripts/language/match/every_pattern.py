# Every kind of pattern against every kind of subject, and errors while matching.
from dataclasses import dataclass
from collections import namedtuple, deque, OrderedDict, UserDict, defaultdict, ChainMap
import collections.abc
@dataclass
class P:
    x: int
    y: int = 0
    z: int = 0
class Q:
    __match_args__ = ('a',)
    def __init__(self, a): self.a = a
NT = namedtuple('NT', 'p q')
class S(str): pass
class Seq(collections.abc.Sequence):
    def __init__(self, *a): self.v = a
    def __len__(self): return len(self.v)
    def __getitem__(self, i): return self.v[i]
class Mp(collections.abc.Mapping):
    def __init__(self, **k): self.k = k
    def __len__(self): return len(self.k)
    def __iter__(self): return iter(self.k)
    def __getitem__(self, i): return self.k[i]
def m(v):
    match v:
        case True: return 'True'
        case None: return 'None'
        case 0: return 'zero'
        case 1.5 | -1 | 2j: return 'num'
        case 'a' | b'b': return 'text'
        case P(1): return 'P1'
        case P(x, y=2): return f'Py2 {x}'
        case P(x, y, z) if z: return f'P {x} {y} {z}'
        case P(): return 'P'
        case Q([a, b]): return f'Q list {a} {b}'
        case Q(a=Q(b)): return f'Q Q {type(b).__name__}'
        case Q(): return 'Q'
        case int(x) if x > 100: return 'big'
        case int() | float() as n: return f'n {n}'
        case S('s'): return 'S s'
        case str(t): return f'str {t}'
        case bytes() | bytearray() as b: return f'bytes {bytes(b)}'
        case []: return 'empty'
        case [x]: return f'one {x}'
        case [1, *_, 9]: return '1..9'
        case [1, *mid, 8]: return f'1 {mid} 8'
        case [[a, *b], {'k': c}]: return f'nested {a} {b} {c}'
        case NT(p, q=5): return f'NT {p}'
        case (x, y): return f'pair {x} {y}'
        case [x, *rest]: return f'seq {x} {rest}'
        case {'t': 'x', **rest}: return f'map rest {sorted(rest)}'
        case {'a': int(x), 'b': [y, *_]}: return f'map {x} {y}'
        case {1: _, None: n}: return f'keys {n}'
        case {}: return f'mapping {type(v).__name__}'
        case set() | frozenset(): return 'set'
        case object(real=r): return f'real {r}'
        case type(): return 'type'
        case _: return f'other {type(v).__name__}'
for v in (True, False, None, 0, 0.0, 1, 1.5, -1, 2j, 3j, 'a', b'b', 'z', S('s'), S('q'), b'zz', bytearray(b'b'), P(1), P(3, 2), P(4, 5, 6), P(7, 8), Q([1, 2]), Q((1, 2)), Q(Q(5)), Q(5), 1000, 7, 2.5, [], (), [1], (5,), [1, 2, 9], (1, 8), [1, 2, 3, 8], [[1, 2], {'k': 3}], NT(1, 5), NT(1, 6), [1, 2], deque([3]), range(3), memoryview(b'ab'), Seq(1, 2, 3), {'t': 'x', 'q': 1}, {'a': 1, 'b': 'xy'}, {'a': 1, 'b': [2, 3]}, {1: 2, None: 3}, {}, OrderedDict(), defaultdict(int), UserDict(a=1), ChainMap(), Mp(t='x', w=1), {1}, frozenset(), int, lambda: 0, iter([]), {}.keys(), 'ab'):
    print(repr(v).partition(' at ')[0][:40], '->', m(v))
d = defaultdict(list)
match d:
    case {'x': y}: print('made')
    case _: print(dict(d))
class BadArgs1: __match_args__ = 5
class BadArgs2: __match_args__ = ['a']
class BadArgs3: __match_args__ = (5,)
class BadArgs4: __match_args__ = ('a', 'a'); a = 1
class Args0: pass
class Raises:
    __match_args__ = ('a',)
    @property
    def a(self): raise ValueError('in property')
def c1(v):
    match v:
        case BadArgs1(x): pass
def c2(v):
    match v:
        case BadArgs2(x): pass
def c3(v):
    match v:
        case BadArgs3(x): pass
def c4(v):
    match v:
        case BadArgs4(x, y): pass
def c5(v):
    match v:
        case Args0(1, 2): pass
def c6(v):
    match v:
        case Raises(x): pass
def c7(v):
    match v:
        case int(x, y): pass
def c8(v):
    match v:
        case P(1, x=2): pass
def c9(v):
    match v:
        case v.x(): pass
def c10(v):
    match v:
        case P(1, 2, 3, 4): pass
def c11(v):
    match v:
        case Args0(x=1): pass
        case _: return 'no match'
def c12(v):
    k = 'a'
    class K: a = 'a'; b = 'a'
    match v:
        case {K.a: 1, K.b: 2}: pass
def c13(v):
    match v:
        case undefined.x: pass
for f, v in ((c1, BadArgs1()), (c2, BadArgs2()), (c3, BadArgs3()), (c4, BadArgs4()), (c5, Args0()), (c6, Raises()), (c7, 5), (c8, P(1)), (c9, P(1)), (c10, P(1)), (c11, Args0()), (c12, {'a': 1}), (c13, 1)):
    try: print(f.__name__, f(v))
    except Exception as e: print(f.__name__, type(e).__name__, e)
