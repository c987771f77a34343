import weakref, gc
class C:
    def __init__(self, n): self.n = n
    def __repr__(self): return f'C{self.n}'
    def m(self): return self.n
d = weakref.WeakValueDictionary()
a, b = C(1), C(2)
d['a'] = a; d['b'] = b
print(dict(d), len(d), d.get('zz'), sorted(d.keys()), 'a' in d)
del a
print(dict(d), len(d))
k = weakref.WeakKeyDictionary()
c = C(3)
k[c] = 'three'; k[b] = 'two'
print(len(k), k[c], c in k, sorted(k.values()))
del c
print(len(k), list(k.items()))
s = weakref.WeakSet([b])
x = C(4); s.add(x)
print(len(s), x in s, sorted(map(repr, s)))
del x
print(len(s), s)  if False else print(len(s))
m = weakref.WeakMethod(b.m)
print(m()(), m() == b.m, m == weakref.WeakMethod(b.m))
f = weakref.finalize(b, print, 'finalized', b.n, end='!\n')
print(f.alive, f.peek()[2:] == ((('finalized', 2)), {'end': '!\n'}) or f.peek()[2])
del b, m
gc.collect()
print(f.alive, f(), len(k), len(d))
y = C(5)
g = weakref.finalize(y, print, 'called early')
g(); print(g.alive)
h = weakref.finalize(y, print, 'never'); print(h.detach() is not None, h.alive)
z = C(6); w = weakref.finalize(z, print, 'at exit')
r = weakref.ref(y, lambda r: print('callback', r() is None))
p = weakref.proxy(y, lambda p: print('proxy callback'))
print(weakref.getweakrefcount(y), p.n, p.m())
del y
try: weakref.ref(r)
except TypeError as e: print(e)
class Slotted: __slots__ = ()
try: weakref.ref(Slotted())
except TypeError as e: print(e)
class R(weakref.ref):
    __slots__ = 'key',
    def __new__(cls, o, cb=None, key=None):
        self = super().__new__(cls, o, cb); self.key = key; return self
    def __init__(self, o, cb=None, key=None): super().__init__(o, cb)
q = C(7); r1 = R(q, None, 'k'); r2 = weakref.ref(q)
print(r1.key, r1() is q, r1 == r2, r1 is r2, weakref.ref(q) is r2, len(weakref.getweakrefs(q)), hash(r1) == hash(q))
