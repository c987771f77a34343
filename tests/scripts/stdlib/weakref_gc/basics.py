import weakref, gc
class A:
    def __init__(self, n): self.n = n
    def __repr__(self): return f'A{self.n}'
    def m(self): return self.n
a = A(1)
r = weakref.ref(a, lambda r: print('callback', r() is None))
p = weakref.proxy(a)
print(r(), p.n, r() is a, weakref.getweakrefcount(a), weakref.ref(a) is weakref.ref(a), hash(weakref.ref(a)) == hash(a))
wm = weakref.WeakMethod(a.m)
wv = weakref.WeakValueDictionary(k=a)
wk = weakref.WeakKeyDictionary({a: 'v'})
ws = weakref.WeakSet([a])
f = weakref.finalize(a, print, 'finalized')
print(wm()(), dict(wv), dict(wk), list(ws), f.alive)
del a
print(r(), wm(), dict(wv), dict(wk), list(ws), f.alive)
try:
    p.n
except ReferenceError as e:
    print(e)
for bad in (5, 'a', (), None, [], {}):
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e)
gc.collect()
class N: pass
x, y = N(), N()
x.o, y.o = y, x
wx = weakref.ref(x)
gc.disable()
del x, y
print(wx() is not None, gc.collect() >= 2, wx(), gc.isenabled())
gc.enable()
class D:
    def __del__(self): print('del in cycle')
d = D(); d.me = d
del d
gc.collect()
l = []; l.append(l)
wl = gc.get_referrers(l)
print(l in wl, gc.is_tracked(l), gc.is_tracked(5), gc.get_count()[0] >= 0, gc.get_threshold()[0] > 0, gc.garbage)
