# Containers that change while native code walks, sorts, joins or slices them.
import sys
import gc


def tries(f, *args):
    """Calls f; any ordinary exception will do."""
    try:
        return f(*args)
    except Exception:
        pass


#: sort: the key empties the list
for action in ('l.clear()', 'l.append(9)', 'del l[:]', 'l[:] = [1]', 'l.sort()', 'l.extend(range(1000))', 'l.pop()', 'l.__init__([3])', 'l.reverse()', 'l += [1]', 'l *= 3'):
    l = [3, 1, 2] * 20
    def key(x):
        tries(exec, action)
        return -x
    try:
        l.sort(key=key)
        print('no error', action)
    except ValueError as e:
        pass
    l = [3, 1, 2] * 20
    class K(int):
        def __lt__(self, o):
            tries(exec, action)
            return int(self) < int(o)
    l = [K(i) for i in l]
    tries(l.sort)
    len(l)
#: sort: the comparison raises, frees and re-enters
class V:
    def __init__(self, n): self.n = n
    def __lt__(self, o):
        if self.n == 7:
            raise KeyError(7)
        gc.collect()
        return self.n < o.n
l = [V(i % 10) for i in range(30)]
tries(l.sort)
print(len(l))
# expect: 30
#: sort: comparison drops the last references
class D:
    def __del__(self):
        l.append(1)
        l.clear()
class V(D):
    def __lt__(self, o): return id(self) < id(o)
l = [V() for _ in range(40)]
tries(l.sort)
tries(l.clear)
tries(lambda: l.sort(key=lambda x: D()))
#: list: eq changes the list that is searched
class E:
    def __init__(self, do): self.do = do
    def __eq__(self, o):
        self.do()
        return False
    __hash__ = object.__hash__
for f in (lambda l, e: l.index(e), lambda l, e: l.count(e), lambda l, e: l.remove(e), lambda l, e: e in l, lambda l, e: l == [e] * 100, lambda l, e: l < [e] * 100, lambda l, e: [e] * 100 != l):
    l = [object() for _ in range(100)]
    tries(f, l, E(lambda: l.clear()))
    l = [object() for _ in range(100)]
    tries(f, l, E(lambda: l.pop()))
    l = [object() for _ in range(100)]
    tries(f, l, E(lambda: l.append(1) if len(l) < 5000 else l.clear()))
    l = [object() for _ in range(100)]
    tries(f, l, E(lambda: l.__setitem__(slice(None), [1, 2])))
#: list: index changes the list
class I:
    def __init__(self, do, n=5): self.do, self.n = do, n
    def __index__(self):
        self.do()
        return self.n
def fresh(): return [object() for _ in range(10)]
def delitem(l, i): del l[i]
def setitem(l, i): l[i] = 1
def setslice(l, i): l[i:] = [1, 2, 3]
def setstep(l, i): l[i:10:1] = [1]
def step(l, i): l[0:10:i] = [1, 2]
def delslice(l, i): del l[i:9:2]
for f in (lambda l, i: l[i], delitem, setitem, setslice, setstep, step, delslice, lambda l, i: l[i:], lambda l, i: l[:i:2], lambda l, i: l.pop(i), lambda l, i: l.insert(i, 1), lambda l, i: l * i, lambda l, i: l.__imul__(i), lambda l, i: l.index(1, i), lambda l, i: l.index(1, 0, i)):
    for make in (fresh, lambda: bytearray(b'0123456789')):
        for n in (5, -1, 2, 0):
            l = make(); tries(f, l, I(lambda: l.clear(), n))
            l = make(); tries(f, l, I(lambda: l.extend(b'123' * 100), n))
            l = make(); tries(f, l, I(lambda: l.__setitem__(slice(None), b'1'), n))
#: slice assignment from what changes the list
l = [1, 2, 3]
class It:
    def __iter__(self):
        l.clear()
        return iter([7] * 50)
for f in (lambda: l.__setitem__(slice(1, 3), It()), lambda: l.__setitem__(slice(0, 3, 2), It()), lambda: l.extend(It()), lambda: l.__iadd__(It())):
    l = [1, 2, 3]
    tries(f)
l = [1, 2, 3]
l[:] = l; l[1:1] = l; l[::2] = l[::2]; l.extend(l); l += l
l[len(l):] = (l.pop() for _ in range(5))
l.extend(l.pop() for _ in range(5))
print(len(l) >= 0)
# expect: True
#: slice assignment drops what looks at the list
class D:
    def __del__(self):
        l.append(1)
        del l[0:2]
        list(l)
l = [D() for _ in range(20)]
l[:] = []
l = [D() for _ in range(20)]
l[5:10] = [1]
l = [D() for _ in range(20)]
del l[::2]
l = [D() for _ in range(20)]
l.clear()
l = [D() for _ in range(20)]
l *= 0
l = [D() for _ in range(20)]
l[3] = 1
l = [D() for _ in range(20)]
l.__init__()
l = [D() for _ in range(20)]
while l: l.pop()
#: list iterators, and the list below them
l = [1, 2, 3]
it = iter(l)
next(it); l.clear()
tries(lambda: next(it)); l.extend([1, 2, 3, 4]); tries(lambda: next(it))
r = reversed(l)
l.clear(); tries(lambda: next(r)); tries(r.__length_hint__); tries(r.__setstate__, 100); tries(it.__setstate__, -5); tries(it.__reduce__)
l = [1]
n = 0
for x in l:
    n += 1
    if n < 1000: l.append(x)
    if n == 500: l[:] = l[:600]
#: dict: eq and hash change the dict in mid-probe
class K:
    def __init__(self, do=lambda: None): self.do = do
    def __hash__(self): return 1
    def __eq__(self, o):
        K.n += 1
        if K.n < 200: self.do()
        return False
def fresh():
    K.n = 10**9
    d = {K(): i for i in range(5)}
    K.n = 0
    return d
def grow(d):
    for i in range(100): d[i + 1000] = i
for do in (lambda d: d.clear(), grow, lambda d: d.popitem(), lambda d: d.update({K(): 1}), lambda d: d.__delitem__(next(iter(d))), lambda d: d.pop(next(iter(d)), 0), lambda d: d.__init__({1: 2}), lambda d: d.setdefault(K(), 1)):
    for f in (lambda d, k: d[k], lambda d, k: d.get(k), lambda d, k: k in d, lambda d, k: d.__setitem__(k, 1), lambda d, k: d.setdefault(k, 2), lambda d, k: d.pop(k, 3), lambda d, k: d.__delitem__(k), lambda d, k: d.update({k: 1}), lambda d, k: d == {k: 1, 2: 2, 3: 3, 4: 4, 5: 5}, lambda d, k: d.keys() & {k}, lambda d, k: d.items() >= {k: 1}.items(), lambda d, k: d | {k: 1}, lambda d, k: {**d, k: 1}, lambda d, k: d.keys() - [k], lambda d, k: d.keys() ^ [k], lambda d, k: d.keys().isdisjoint([k]), lambda d, k: (k, 1) in d.items(), lambda d, k: 7 in d.values(), lambda d, k: dict.fromkeys(d, k), lambda d, k: d.items() == {k: 0}.items()):
        d = fresh()
        tries(f, d, K(lambda: do(d)))
        d = fresh()
        for x in list(d): x.do = lambda: do(d)
        tries(f, d, K())
#: set: eq and hash change the set in mid-probe
class K:
    def __init__(self, do=lambda: None): self.do = do
    def __hash__(self): return 1
    def __eq__(self, o):
        K.n += 1
        if K.n < 200: self.do()
        return False
def fresh():
    K.n = 10**9
    d = {K() for i in range(5)}
    K.n = 0
    return d
for do in (lambda d: d.clear(), lambda d: d.update(range(100)), lambda d: d.pop(), lambda d: d.add(K()), lambda d: d.__init__([1]), lambda d: d.__iand__({1})):
    for f in (lambda d, k: k in d, lambda d, k: d.add(k), lambda d, k: d.remove(k), lambda d, k: d.discard(k), lambda d, k: d.update([k]), lambda d, k: d | {k}, lambda d, k: d & {k, 2}, lambda d, k: d - {k}, lambda d, k: d ^ {k}, lambda d, k: d == {k, 1, 2, 3, 4}, lambda d, k: d <= {k, 1, 2, 3, 4, 5}, lambda d, k: d >= {k}, lambda d, k: d.isdisjoint([k]), lambda d, k: d.intersection([k]), lambda d, k: d.difference([k]), lambda d, k: d.symmetric_difference([k]), lambda d, k: d.intersection_update([k]), lambda d, k: d.difference_update([k]), lambda d, k: d.symmetric_difference_update([k]), lambda d, k: d.issubset([k]), lambda d, k: d.issuperset([k]), lambda d, k: {k} - d, lambda d, k: {k} & d, lambda d, k: frozenset([k]) == d, lambda d, k: d.__ior__({k}), lambda d, k: d.__isub__({k}), lambda d, k: d.__ixor__({k}), lambda d, k: d.copy(), lambda d, k: frozenset(d)):
        d = fresh()
        tries(f, d, K(lambda: do(d)))
        d = fresh()
        for x in list(d): x.do = lambda: do(d)
        tries(f, d, K())
#: repr changes what is shown
class R:
    def __init__(self, do): self.do = do
    def __repr__(self):
        self.do()
        return 'R'
for make, do in ((lambda r: [r] * 50, lambda c: c.clear()), (lambda r: [r] * 50, lambda c: c.append(r) if len(c) < 500 else 0), (lambda r: {i: r for i in range(50)}, lambda c: c.clear()), (lambda r: {i: r for i in range(50)}, lambda c: c.update({object(): 1}) if len(c) < 500 else 0), (lambda r: {r, 1, 2, 3}, lambda c: c.clear()), (lambda r: {r, 1, 2}, lambda c: c.add(object()) if len(c) < 500 else 0)):
    r = R(lambda: do(c))
    c = make(r)
    tries(repr, c)
    c = make(r)
    tries(repr, getattr(c, 'values', lambda: c)())
    c = make(r)
    tries(lambda: '%s' % c)
    c = make(r)
    tries(lambda: f'{c!r:>10}')
import types
m = types.SimpleNamespace()
m.a = R(lambda: m.__dict__.clear()); m.b = 1
tries(repr, m)
#: iteration over a changing dict or set
for make, grow in ((lambda: {i: i for i in range(10)}, lambda c, i: c.__setitem__(i + 100, 1)), (lambda: set(range(10)), lambda c, i: c.add(i + 100))):
    for view in ('__iter__', 'keys', 'values', 'items', '__reversed__'):
        c = make()
        if not hasattr(c, view): continue
        def go():
            for x in getattr(c, view)():
                grow(c, len(c))
        tries(go)
        c = make()
        def go():
            for i, x in enumerate(getattr(c, view)()):
                c.clear()
        tries(go)
        c = make()
        it = iter(getattr(c, view)())
        next(it)
        c.clear()
        for i in range(10): grow(c, i)
        tries(next, it)
        tries(list, it)
        tries(it.__length_hint__)
        tries(it.__reduce__)
#: dict.update from objects that change the dict
d = {}
class Keys:
    def keys(self):
        d.clear()
        return ['a', 'b']
    def __getitem__(self, k):
        d.clear()
        d[k + 'x'] = 1
        return k
tries(d.update, Keys()); tries(dict, Keys()); tries(lambda: {**Keys()}); tries(lambda: d | dict(Keys()))
class Pairs:
    def __iter__(self):
        for i in range(50):
            d.clear()
            yield Pair(i)
class Pair:
    def __init__(self, i): self.i = i
    def __iter__(self):
        d[self.i] = 1
        return iter((self.i, 2))
tries(d.update, Pairs()); tries(dict, Pairs())
class Odd:
    def __iter__(self): return iter([(1, 2), (1,), 3])
tries(d.update, Odd())
class Hashing:
    def __hash__(self):
        d.clear(); other.clear()
        return 1
    def __eq__(self, o): return False
other = {}
for i in range(20): other[Hashing()] = i
tries(d.update, other); tries(lambda: d | other)
#: values that die change the dict
class D:
    def __del__(self):
        d[len(d)] = 1
        d.pop(next(iter(d)), 0)
for f in (lambda: d.clear(), lambda: d.update({i: 1 for i in range(10)}), lambda: d.__init__(), lambda: [d.pop(i, 0) for i in range(10)], lambda: [d.__setitem__(i, 1) for i in range(10)], lambda: [d.__delitem__(i) for i in range(10)], lambda: [d.popitem() for _ in range(10)], lambda: d.__ior__({i: 2 for i in range(20)})):
    d = {i: D() for i in range(10)}
    tries(f)
class SD:
    def __del__(self):
        s.add(len(s))
        s.pop()
for f in (lambda: s.clear(), lambda: s.pop(), lambda: s.__init__(), lambda: s.__iand__({1}), lambda: s.__isub__(set(s)), lambda: s.symmetric_difference_update(set(s))):
    s = {SD() for i in range(10)}
    tries(f)
#: str.join, sum, max and friends over lists that shrink
class It:
    def __iter__(self):
        l.clear()
        return iter('abc')
l = ['a'] * 100
class S(str):
    def __str__(self):
        l.clear()
        return 'x'
    def __format__(self, spec):
        l.clear()
        return 'y'
class N:
    def __init__(self, n): self.n = n
    def _clear(self, *a):
        l.clear()
        return self
    __add__ = __radd__ = __mul__ = _clear
    def __lt__(self, o):
        l.clear()
        return True
    __gt__ = __le__ = __ge__ = __eq__ = __lt__
    def __bool__(self):
        l.clear()
        return False
    def __hash__(self):
        l.clear()
        return 1
    def __index__(self):
        l.clear()
        return 3
    __float__ = lambda self: float(self._clear() is None)
for f in (sum, max, min, any, all, sorted, set, dict.fromkeys, tuple, list, bytes, bytearray, ''.join, b''.join, lambda l: sum(l, []), lambda l: sum(l, 0.5), lambda l: list(map(bool, l)), lambda l: list(filter(None, l)), lambda l: list(zip(l, l)), lambda l: [*l, *l], lambda l: f(*l), lambda l: '%s' % l, lambda l: '{}{}{}'.format(*l), lambda l: print(*l, file=open('/dev/null', 'w')), lambda l: max(*l), lambda l: max(l, key=N.__hash__), lambda l: ''.join(map(str, l)), lambda l: str(l), lambda l: bytes(l), lambda l: range(*l), lambda l: slice(*l[:3]).indices(5), lambda l: isinstance(1, tuple(l)), lambda l: divmod(*l[:2]), lambda l: [x for x in l if x], lambda l: l.__contains__(3), lambda l: hash(tuple(l)), lambda l: tuple(l) == tuple(l[:50]) + (1,) * 50):
    for item in (N(1), S('q'), 1):
        l = [item] * 100
        tries(f, l)
#: unpacking what shrinks
class L(list):
    def __iter__(self):
        self.clear()
        return super().__iter__()
    def __len__(self): return 5
    def __getitem__(self, i): raise IndexError
def up(l):
    a, b, *c = l
def up2(l):
    a, b = l
for l in (L([1, 2, 3]), L()):
    tries(up, l); tries(up2, l); tries(lambda: [*l]); tries(lambda: print(*l)); tries(list, l); tries(tuple, l); tries(''.join, l); tries(lambda: [1][l]); tries(bytes, l)
class T(tuple):
    def __iter__(self): return iter((1, 2, 3, 4))
    def __len__(self): return 100
for t in (T((1, 2)),):
    tries(up, t); tries(up2, t); tries(lambda: [*t]); tries(list, t); tries(lambda: '%s %s' % t); tries(isinstance, 1, t); tries(lambda: max(*t)); tries(lambda: (lambda *a: a)(*t)); tries(hash, t); tries(lambda: 'a'.startswith(t)); tries(lambda: {1}.union(*t))
class D(dict):
    def keys(self): return ['x', 'y']
    def __getitem__(self, k): raise KeyError(k)
    def __iter__(self): return iter('zz')
    def __len__(self): return 99
for d in (D(), D(a=1)):
    tries(lambda: dict(**d)); tries(lambda: {**d}); tries(dict, d); tries(lambda: '%(a)s' % d); tries(lambda: (lambda **k: k)(**d)); tries(lambda: {} | d); tries(lambda: d | {}); tries(eval, 'a', d); tries(eval, 'zork', {}, d); tries(type, 'X', (), d); tries(exec, 'b = 1', d)
#: bytearray exports and resizing
b = bytearray(100)
m = memoryview(b)
for f in (lambda: b.append(1), lambda: b.clear(), lambda: b.extend(b'12'), lambda: b.pop(), lambda: b.__delitem__(slice(None)), lambda: b.__setitem__(slice(0, 5), b''), lambda: b.__imul__(2), lambda: b.__iadd__(b'x'), lambda: b.__init__(b'abc'), lambda: b.insert(0, 1), lambda: b.remove(0), lambda: b.resize(5)):
    try:
        f()
        print('resized')
    except (BufferError, AttributeError):
        pass
class I:
    def __index__(self):
        m.release()
        b.clear()
        return 1
tries(lambda: m[I()]); tries(lambda: m.__setitem__(0, I()))
b = bytearray(100); m = memoryview(b)
tries(lambda: m.__setitem__(I(), 5))
b = bytearray(100); m = memoryview(b)
tries(lambda: m[I():5])
b = bytearray(100); m = memoryview(b)
tries(lambda: m.__setitem__(slice(I(), 3), b'12'))
b = bytearray(100); m = memoryview(b)
tries(lambda: m.cast('B', [I(), 100]))
b = bytearray(100); m = memoryview(b)
class E:
    def __eq__(self, o):
        m.release(); b.clear()
        return False
tries(lambda: m == E())
tries(lambda: b.find(m)); tries(lambda: b.join([b, memoryview(b)])); tries(lambda: b.__setitem__(slice(None), memoryview(b)))
b = bytearray(b'abc')
b[:] = b; b += b; b.extend(b); b[1:2] = b; b.join([b, b]); b.replace(b, b)
class It:
    def __iter__(self):
        b.clear()
        return iter([1] * 100)
tries(b.extend, It()); tries(lambda: b.__setitem__(slice(2, 5), It())); tries(bytes, It()); tries(b.join, It())
class Ix:
    def __index__(self):
        b.clear()
        return 65
b = bytearray(b'abc' * 50)
for f in (lambda: b.append(Ix()), lambda: b.insert(Ix(), Ix()), lambda: b.__setitem__(Ix(), Ix()), lambda: b.extend([Ix()] * 3), lambda: b.count(Ix()), lambda: b.find(b'a', Ix()), lambda: b.center(Ix()), lambda: b.expandtabs(Ix()), lambda: b.__contains__(Ix()), lambda: b.remove(Ix()), lambda: b.pop(Ix()), lambda: b.split(b'a', Ix()), lambda: b.hex(':', Ix()), lambda: b.zfill(Ix()), lambda: b.startswith(b'a', Ix()), lambda: bytes(Ix()), lambda: b.__mul__(Ix()), lambda: b.resize(Ix())):
    b = bytearray(b'abc' * 50)
    tries(f)
#: buffers made in Python
class B:
    def __buffer__(self, flags): return memoryview(b'abc')
    def __release_buffer__(self, view): 1 / 0
tries(memoryview, B()); tries(bytes, B())
class B2:
    def __buffer__(self, flags): return 5
tries(memoryview, B2()); tries(bytes, B2()); tries(b''.join, [B2()])
class B3:
    def __buffer__(self, flags):
        return memoryview(self)
tries(memoryview, B3())
class B4(bytearray):
    def __buffer__(self, flags):
        self.clear()
        return super().__buffer__(flags)
tries(memoryview, B4(b'abc')); tries(lambda: b'' + B4(b'abc')); tries(b'a'.find, B4(b'abc'))
#: deque, OrderedDict, defaultdict, Counter, array
def have(name):
    try:
        return __import__(name)
    except ImportError:
        return None
c = have('collections')
if c:
    class E:
        def __eq__(self, o):
            d.clear(); d.extend('abc')
            return False
    for f in (lambda: d.remove(1), lambda: d.index(1), lambda: d.count(1), lambda: 1 in d, lambda: d == c.deque([1] * 100), lambda: d < c.deque([1] * 100)):
        d = c.deque([E() for _ in range(100)])
        tries(f)
    d = c.deque(range(100))
    def go():
        for x in d: d.append(1)
    tries(go)
    def go():
        for x in d: d.clear()
    tries(go)
    d = c.deque([1, 2], 5); d.extend(d); d.extendleft(d); d += d; d *= 3
    class R:
        def __repr__(self):
            d.clear()
            return 'R'
    d = c.deque([R() for _ in range(10)]); tries(repr, d)
    class D:
        def __del__(self):
            tries(d.append, 1)
            tries(d.popleft)
    d = c.deque([D() for _ in range(200)]); d.clear()
    d = c.deque((D() for _ in range(200)), 10)
    d.rotate(1000); d.rotate(-10**18); tries(d.rotate, 10**30); tries(lambda: d[10**30]); tries(lambda: d * 10**18)
    o = c.OrderedDict((i, i) for i in range(10))
    def go():
        for k in o: o.pop(k); o[k + 100] = 1; o.move_to_end(k + 100)
    tries(go)
    def go():
        for k in reversed(o): o.clear()
    tries(go)
    class K:
        def __hash__(self): return 1
        def __eq__(self, x):
            o.clear()
            return False
    o = c.OrderedDict()
    for _ in range(5): tries(o.__setitem__, K(), 1)
    for f in (lambda: o.move_to_end(K()), lambda: o.pop(K()), lambda: o == c.OrderedDict({K(): 1}), lambda: repr(o), lambda: o.copy()):
        tries(f)
    dd = c.defaultdict(lambda: dd.clear() or dd[object()], {1: 2})
    try:
        dd[5]
    except (RecursionError, KeyError):
        pass
a = have('array')
if a:
    x = a.array('i', range(100))
    m = memoryview(x)
    tries(x.append, 1); tries(x.pop); tries(x.extend, x)
    m.release()
    class I:
        def __index__(self):
            del x[:]
            return 1
    for f in (lambda: x.append(I()), lambda: x.insert(I(), I()), lambda: x.__setitem__(I(), I()), lambda: x[I()], lambda: x.pop(I()), lambda: x * I(), lambda: x.extend([I(), I()]), lambda: x.index(I()), lambda: x.__setitem__(slice(I(), 5), x)):
        x = a.array('i', range(100))
        tries(f)
#: functools and itertools re-entered
def have(name):
    try:
        return __import__(name)
    except ImportError:
        return None
i = have('itertools')
if i:
    class It:
        def __iter__(self): return self
        depth = 0
        def __next__(self):
            It.depth += 1
            if It.depth < 5: tries(next, t)
            It.depth -= 1
            return 1
    for make in (lambda x: i.chain(x), lambda x: i.islice(x, 5), lambda x: i.cycle(x), lambda x: i.zip_longest(x, x), lambda x: i.accumulate(x), lambda x: i.takewhile(bool, x), lambda x: i.pairwise(x), lambda x: i.batched(x, 3), lambda x: i.compress(x, x), lambda x: i.starmap(max, x), lambda x: i.tee(x)[0], lambda x: zip(x, x), lambda x: enumerate(x), lambda x: filter(None, x)):
        t = tries(make, It())
        tries(next, t)
        tries(next, t)
f = have('functools')
if f:
    @f.lru_cache(3)
    def g(x):
        g.cache_clear()
        return x
    tries(g, 1); tries(g, 2)
    class K:
        def __hash__(self): return 1
        def __eq__(self, o):
            g.cache_clear()
            return False
    for _ in range(10): tries(g, K())
    p = f.partial(print)
    tries(p.__setstate__, (p, (), {}, {})); tries(repr, p); tries(p)
    def r(a, b):
        l.clear()
        return a
    l = list(range(100))
    tries(f.reduce, r, l)
#: classes changed while they are used
class A: pass
class B: pass
class C(A):
    def __getattr__(self, name):
        C.__bases__ = (B,)
        C.__bases__ = (A,)
        return 1
c = C()
for i in range(50): c.x, c.y
class M(type):
    def mro(cls):
        tries(setattr, cls, '__bases__', (A,))
        return super().mro()
def go():
    class X(B, metaclass=M): pass
    X.__bases__ = (B,)
    X()
tries(go)
class N(str):
    def __eq__(self, o):
        C.__bases__ = (B,) if C.__bases__ == (A,) else (A,)
        for i in range(5): setattr(A, 'a%d' % i, i); delattr(A, 'a%d' % i)
        return str.__eq__(self, o)
    __hash__ = str.__hash__
D = type('D', (C,), {})
tries(setattr, D, N('zork'), 1)
for base in (A, B, C): tries(lambda: type.__setattr__(base, N('zork'), 1))
for _ in range(20): tries(lambda: D().zork); tries(lambda: D().nothing)
#: bases assigned to odd things
class A: pass
class B(A): pass
class S:
    __slots__ = ('a', 'b')
class I(int): pass
for cls in (A, B, S, I, int, type, object):
    for bases in ((), (A,), (B,), (cls,), (int,), (A, A), (object,), (S,), (I,), 5, (5,), [A], (type,), (A, 5), (B, A), (A, B), None, (bool,)):
        tries(setattr, cls, '__bases__', bases)
    for attr, v in (('__mro__', ()), ('__dict__', {}), ('__name__', 5), ('__name__', 'a\0b'), ('__qualname__', 1), ('__module__', 1), ('__doc__', 1), ('__class__', 5), ('__class__', type), ('__slots__', 1), ('__flags__', 0), ('__basicsize__', 0), ('__abstractmethods__', 5), ('__type_params__', 5), ('__annotations__', 3), ('__new__', 5), ('__init__', 5), ('__del__', 5), ('__eq__', 5), ('__hash__', 5), ('__getattribute__', 5), ('__iter__', 5)):
        tries(setattr, cls, attr, v)
        tries(delattr, cls, attr)
for x in (tries(A), tries(B), tries(S), tries(I, 5)):
    for f in (repr, hash, str, list, len, dir, bool): tries(f, x)
    tries(lambda: x == x); tries(lambda: x.foo)
#: __class__ assigned in mid-method
class A:
    def m(self):
        self.__class__ = B
        self.x = 1
        return self.other()
class B:
    def other(self):
        self.__class__ = A
        return self.x
a = A(); a.y = 5
for _ in range(50): a.m()
print(a.x, a.y)
class S1: __slots__ = ('p', 'q')
class S2: __slots__ = ('p', 'q')
class S3: __slots__ = ('p', 'q', 'r')
class S4(dict): pass
class S5: __slots__ = ('p', 'q', '__dict__')
s = S1(); s.p = [1]
for t in (S2, S3, S4, S5, A, int, type(sys), object, S1): tries(setattr, s, '__class__', t)
print(s.p)
for o in (a, 5, 'x', [], S4(), sys, A, lambda: 0, (i for i in ()), None, type, Exception(), object()):
    for t in (A, S1, S4, int, bool, list, type(sys), type, object, Exception, ValueError, 5):
        if o is not sys: tries(setattr, o, '__class__', t)
# expect: 1 5
# expect: [1]
#: __dict__ replaced in mid-use
class A: pass
a = A(); a.x = 1
d = a.__dict__
class D(dict):
    def __getitem__(self, k): a.__dict__ = {}; return 1
    def __missing__(self, k): a.__dict__ = {}; return 1
for v in ({}, d, D(x=2), {1: 2}, 5, None, a, [], {'x': D()}, sys.__dict__ if 0 else {}):
    tries(setattr, a, '__dict__', v)
    tries(lambda: a.x)
    tries(setattr, a, 'z', 1)
    tries(delattr, a, 'x')
tries(delattr, a, '__dict__')
a.__dict__ = a.__dict__
a.self = a.__dict__
class K(str):
    def __hash__(self): return hash('x')
    def __eq__(self, o):
        a.__dict__ = {}
        return False
a.__dict__ = {K('x'): 1, 'y': 2}
for _ in range(30): tries(lambda: a.x); tries(setattr, a, 'x', 5); a.__dict__ = {K('x'): 1}
d = a.__dict__; del a; d.clear(); d['q'] = 1
class V:
    def __del__(self): b.__dict__.clear(); b.z = 1
b = A(); b.v = V(); b.w = 2
b.v = 1
b.v = V(); del b.v
b.v = V(); b.__dict__ = {}
b.v = V(); b.__dict__.clear()
#: attribute storage many times over
class A: pass
a = A()
for i in range(200): setattr(a, 'n%d' % i, i)
for i in range(0, 200, 2): delattr(a, 'n%d' % i)
b = A()
for i in reversed(range(200)): setattr(b, 'n%d' % i, i)
print(sorted(a.__dict__) == sorted('n%d' % i for i in range(1, 200, 2)), len(b.__dict__))
for k in (5, None, 'a\0', '', '\ud800', 'x' * 100000):
    tries(setattr, a, k, 1); tries(getattr, a, k); tries(delattr, a, k)
# expect: True 200
#: names that die and come back are not mistaken
C = type('C', (), {'a' + 'b' * i: i for i in range(1, 50)})
c = C()
wrong = 0
for i in range(1, 50):
    if eval('c.a' + 'b' * i) != i: wrong += 1
    for k in range(3):
        try:
            eval('c.z%s_%d' % ('b' * i, k))
            wrong += 1
        except AttributeError:
            pass
print(wrong)
# expect: 0
#: mro entries, prepare and class bodies
class P:
    def __mro_entries__(self, bases): return bases
    def __getattr__(self, n): raise ValueError
class Q:
    def __mro_entries__(self, bases): return 5
class R:
    def __mro_entries__(self, bases): return (R,)
def go(*bases, **kw):
    class X(*bases, **kw): pass
    return X
for b in ((P(),), (Q(),), (R(),), (5,), (None, None), (int, str), (type(None),), (bool,), (type(sys), int), (range,), (type((lambda: 0).__code__),)): tries(go, *b)
class M(type):
    def __prepare__(*a, **k): return 5
tries(lambda: go(metaclass=M)); tries(lambda: go(metaclass=5)); tries(lambda: go(metaclass=lambda *a: 3)); tries(lambda: go(metaclass=print)); tries(lambda: go(nope=1))
class NS(dict):
    def __setitem__(self, k, v): raise KeyError(k)
class M(type):
    def __prepare__(*a, **k): return NS()
tries(lambda: go(metaclass=M))
class M(type):
    def mro(cls): return [5]
tries(lambda: go(metaclass=M))
class M(type):
    def mro(cls): return []
tries(lambda: go(metaclass=M))
class M(type):
    def mro(cls): return [cls, int, str, object]
tries(lambda: go(metaclass=M)())
class M(type):
    def mro(cls): return [cls, object, cls, cls]
tries(lambda: go(metaclass=M)().x)
for args in (('X', (), {'__slots__': ('a', 'a')}), ('X', (), {'__slots__': 'a b'}), ('X', (), {'__slots__': (5,)}), ('X', (int,), {'__slots__': ('a',)}), ('X', (), {'__slots__': ['__dict__', '__dict__']}), ('X', (), {'__slots__': ('__weakref__', '__weakref__')}), ('X\0', (), {}), ('X', (), {5: 6}), ('X', (), {'__classcell__': 5}), ('X', (), {'__qualname__': 5}), ('X', (), {'__new__': 5}), ('X', (), {'__init_subclass__': 5}), ('X', (tuple,), {'__slots__': ('a',)}), ('X', (), {'__slots__': ('a' * 1000,) * 1000}), ('X', (), {'__slots__': [f'a{i}' for i in range(3000)]}), ('\ud800', (), {}), (b'X', (), {}), ('X', 5, {}), ('X', (), 5), ('X', (), {}, 5), (), ('X',)):
    tries(lambda: type(*args)())
class W:
    __slots__ = [f'a{i}' for i in range(3000)]
w = W()
for i in range(3000): setattr(w, f'a{i}', i)
del w
W.a5.__set__(W(), 3)
tries(W.a5.__set__, 5, 3); tries(W.a5.__get__, 5); tries(W.a5.__delete__, W()); tries(W.a5.__get__, W())
#: descriptors applied to strangers
import types
class A:
    __slots__ = ('s',)
    def m(self): pass
strangers = (5, 'x', None, [], object(), A(), int, sys, (i for i in ()), lambda: 0)
for ty in (int, str, list, dict, set, tuple, bytes, bytearray, type, object, float, types.FunctionType, types.GeneratorType, types.CodeType, types.ModuleType, types.FrameType, BaseException, OSError, slice, range, property, memoryview, A, types.MethodType, types.TracebackType, super, staticmethod, classmethod, type(iter([])), type({}.keys()), type({}.items()), zip, map, filter, enumerate, reversed, complex, frozenset):
    for name, attr in list(vars(ty).items()):
        for x in strangers:
            if hasattr(attr, '__get__'):
                tries(attr.__get__, x, ty); tries(attr.__get__, x)
            if callable(attr) and name not in ('breakpoint',):
                tries(attr, x)
                tries(attr, x, x)
                if not (x is sys or x is int): tries(attr, x, 'x', x)
            if hasattr(attr, '__set__') and x is not sys and x is not int:
                tries(attr.__set__, x, x)
