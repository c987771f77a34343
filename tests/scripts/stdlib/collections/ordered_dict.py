import builtins
def cut(s):
    while ' at 0x' in s:
        a, b = s.split(' at 0x', 1)
        s = a + b.lstrip('0123456789abcdef')
    return s
def print(*a):
    builtins.print(*[cut(str(x)) for x in a])
from _collections import OrderedDict
import sys
def t(f,*a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
d=OrderedDict(a=1,b=2); print(d, OrderedDict(), d.keys(), d.values(), d.items(), type(d.keys()), type(iter(d)), type(reversed(d)), type(iter(d.items())))
for f in (lambda:OrderedDict(1), lambda:OrderedDict(1,2), lambda:OrderedDict([(1,2)],z=3), lambda:d.move_to_end('zz'), lambda:d.move_to_end('a'), lambda:d, lambda:d.move_to_end('a',False), lambda:d, lambda:d.move_to_end('b',last=False),lambda:d, lambda:d.popitem(5), lambda:d.popitem(last=False), lambda:d.popitem(), lambda:d.pop('q'), lambda:d.pop('q',1), lambda:d.pop('q',default=1), lambda:d.setdefault('z'), lambda:d.setdefault('z',default=3), lambda:d, lambda:d.fromkeys('abc',3), lambda:d.__reduce__()[:4], lambda:d.copy(), lambda:sys.getsizeof(OrderedDict()), lambda:sys.getsizeof(OrderedDict(a=1)),lambda:sys.getsizeof(OrderedDict.fromkeys(range(20))), lambda:d|{'q':1}, lambda:{'q':1}|d, lambda:d|3, lambda:3|d, lambda:d.__ior__([('k',9)]), lambda:d==dict(d), lambda:dict(d)==d, lambda:OrderedDict(a=1,b=2)==OrderedDict(b=2,a=1), lambda:OrderedDict(a=1,b=2)=={'b':2,'a':1}, lambda:OrderedDict(a=1)!=OrderedDict(a=1), lambda:d<d, lambda:d==3, lambda:hash(d), lambda:d.update({'m':1},n=2), lambda:d.update(1,2), lambda:d.update(), lambda:d, lambda:list(reversed(d.items())), lambda:list(reversed(d.keys())), lambda:list(reversed(d.values())), lambda:d.keys()&{'m'}, lambda:d.items()>={('m',1)}, lambda:('m',1) in d.items(), lambda:iter(d).__reduce__(), lambda:d.clear(), lambda:d, lambda:d.popitem(), lambda:OrderedDict[int,str], lambda:d['x'], lambda:d[[]], lambda:d.__delitem__('z'), lambda:d.__dict__, lambda:setattr(d,'x',1), lambda:d.__dict__, lambda:d.__reduce__()[:4], lambda: next(iter(d),'none'), lambda: d.keys().mapping, lambda:iter(d).__length_hint__()): t(f)
def it(act):
    d=OrderedDict.fromkeys('abc')
    out=[]
    for k in d:
        out.append(k); act(d,k)
    return out
t(it, lambda d,k: d.__setitem__('z',1))
t(it, lambda d,k: d.pop(k))
t(it, lambda d,k: d.move_to_end(k))
t(it, lambda d,k: d.__setitem__(k,1))
t(it, lambda d,k: k=='c' and d.__setitem__('z',1))
t(it, lambda d,k: k=='b' and d.clear())
def it2(act, f):
    d=OrderedDict.fromkeys('abc')
    out=[]
    for k in f(d):
        out.append(k); act(d,k)
    return out
for f in (OrderedDict.items, OrderedDict.values, reversed): t(it2, lambda d,k: d.__setitem__('z',1), f)
class S(OrderedDict):
    def __setitem__(self,k,v): super().__setitem__(k,v*2)
    def __missing__(self,k): return 'miss'
s=S(a=1); s.update(b=2); print(s, s['q'], s.copy(), type(s.copy()), s|{'z':5}, S.fromkeys('xy',4), s.pop('nope','dd')); t(lambda:s.pop('nope'))
s.foo=3; print(s.__reduce__()[:4], s.copy().__dict__, s.setdefault('n',7), s)
d=OrderedDict(); d['s']=d; print(d, d.items())
# stress against a model
import random
random.seed(5)
d=OrderedDict(); m=[]
for i in range(20000):
    r=random.random(); k=random.randrange(60)
    if r<.35:
        if k not in d: m.append(k)
        d[k]=i
    elif r<.5:
        if k in d: del d[k]; m.remove(k)
    elif r<.65:
        if k in d: d.move_to_end(k); m.remove(k); m.append(k)
    elif r<.85:
        if k in d: d.move_to_end(k,False); m.remove(k); m.insert(0,k)
    elif r<.9 and m:
        assert d.popitem(False)[0]==m.pop(0)
    elif r<.95 and m:
        assert d.popitem()[0]==m.pop()
    elif r<.952: d.clear(); m.clear()
    elif r<.96: d=d.copy()
    if i%50==0: assert list(d)==m and list(reversed(d))==m[::-1] and list(d.keys())==m and [k for k,v in d.items()]==m, i
print(len(d),m)
big=OrderedDict.fromkeys(range(20000))
for i in range(40000): big.move_to_end(i%20000, last=i%2==0)
print(next(iter(big)), next(reversed(big)))
while len(big)>1: big.popitem(last=False)
print(big)
q={i:1 for i in range(30000)}
while q: del q[next(iter(q))]
match OrderedDict(a=1):
    case {'a':x}: print(x)
print(dict(**OrderedDict(q=1)), {**OrderedDict(q=1)}, list(OrderedDict(a=1,b=2)), OrderedDict(a=1).__class__)
