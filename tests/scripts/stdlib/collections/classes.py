from collections import *
import collections
c = Counter('abracadabra')
print(c, c.most_common(2), c['zz'], c.total(), sorted(c.elements()), +Counter(a=-1, b=2), Counter(a=1) + Counter(a=2, b=1), Counter(a=3) - Counter(a=1), Counter(a=3) & Counter(a=1, b=2), Counter(a=3) | Counter(b=2))
c.update('aaa'); c.subtract('b'); print(c, c == Counter(c), Counter(a=1) <= Counter(a=2), Counter(), Counter.fromkeys if False else '')
class MyCounter(Counter):
    def __setitem__(self, k, v): super().__setitem__(k, v); log.append(k)
log = []; print(MyCounter('aab'), log)
P = namedtuple('P', 'x y z', defaults=[9])
p = P(1, 2)
print(p, p.x, p._replace(y=5), p._asdict(), P._fields, P._field_defaults, P._make([1, 2, 3]), P.x, p == (1, 2, 9), P.x.__doc__, P.__doc__)
for f in (lambda: P(), lambda: P(1, 2, 3, 4), lambda: setattr(p, 'x', 3), lambda: namedtuple('A', 'a a'), lambda: namedtuple('A', 'class'), lambda: namedtuple('A', '_x'), lambda: p._replace(q=1), lambda: P.x.__get__([1], list), lambda: namedtuple('A', 'class x x', rename=True)._fields):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
m = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(m, m['a'], m['b'], list(m), m.new_child({'c': 1}), m.parents, len(m), m | {'q': 1}, dict(m)); m['z'] = 1; print(m.maps[0])
try: m['nope']
except KeyError as e: print(e)
class D(UserDict):
    def __missing__(self, k): return k * 2
d = D(a=1); print(d, d['x'], len(d), d.copy(), d | {'b': 2}, 'x' in d)
l = UserList([3, 1]); l.append(2); l.sort(); print(l, l + [4], l[:2], l * 2, type(l[:2]), l == [1, 2, 3])
s = UserString('abc'); print(s, s.upper(), s + 'd', s[1:], repr(s), s == 'abc', len(s), 'b' in s)
print(collections.abc.Sequence, isinstance(deque(), collections.abc.MutableSequence), issubclass(OrderedDict, collections.abc.MutableMapping))
class L(OrderedDict):
    'an LRU cache'
    def __init__(self, n): super().__init__(); self.n = n
    def __getitem__(self, k):
        v = super().__getitem__(k); self.move_to_end(k); return v
    def __setitem__(self, k, v):
        super().__setitem__(k, v)
        if len(self) > self.n: del self[next(iter(self))]
lru = L(3)
for i in range(5): lru[i] = i * i
lru[2]; lru[9] = 1
print(list(lru.items()), lru.n)
