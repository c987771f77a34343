import builtins
def cut(s):
    while ' at 0x' in s:
        a, b = s.split(' at 0x', 1)
        s = a + b.lstrip('0123456789abcdef')
    return s
def print(*a):
    builtins.print(*[cut(str(x)) for x in a])

import _weakref, _weakref as weakref
class C:
    def __repr__(self): return 'C!'
    def __len__(self): return 3
c=C()
p=weakref.proxy(c)
print(dir(weakref.ProxyType)); print(set(dir(weakref.CallableProxyType))-set(dir(weakref.ProxyType)))
print(type(p), repr(p)[:12], str(p), len(p), weakref.ProxyType.__name__, weakref.ProxyType.__module__,weakref.ProxyType.__qualname__, weakref.CallableProxyType)
for f in (hash, iter, next, int, float, abs, lambda p:p+1, lambda p:1+p, lambda p:p[0], lambda p: p(), lambda p: p==p, lambda p:p<1, bytes, reversed, lambda p: 1 in p, round, lambda p:p.x, lambda p: weakref.proxy(3), lambda p: weakref.ref(3),lambda p:_weakref._remove_dead_weakref(1,2), lambda p:weakref.ProxyType(), lambda p:weakref.proxy(), lambda p:weakref.proxy(c,print,3), lambda p:weakref.getweakrefcount(3), lambda p:weakref.getweakrefs(3)):
    try: print(f(p))
    except Exception as e: print(type(e).__name__, e)
del c
for f in (hash, len, repr, str, iter, bool, lambda p:p+1, lambda p:p==p,lambda p:p.x):
    try: print(f(p))
    except Exception as e: print(type(e).__name__, e)
for n in ('proxy','ref','getweakrefs','getweakrefcount','_remove_dead_weakref'): print(n, getattr(_weakref,n).__doc__, getattr(getattr(_weakref,n),'__text_signature__',None))
