import builtins
def cut(s):
    while ' at 0x' in s:
        a, b = s.split(' at 0x', 1)
        s = a + b.lstrip('0123456789abcdef')
    return s
def print(*a):
    builtins.print(*[cut(str(x)) for x in a])
from _collections import deque
import sys
def t(f,*a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
d=deque('abc'); print(d, deque(maxlen=3), deque([1,2,3,4],2), deque((1,),maxlen=None))
d.append(d); print(d); d.pop()
for f in (lambda:deque(1), lambda:deque([],-1), lambda:deque([],'a'), lambda:deque(1,2,3), lambda:deque(x=1), lambda:deque(iterable=[1],maxlen=2), lambda:deque().pop(), lambda:deque().popleft(), lambda:d[5], lambda:d[-1], lambda:d['a'], lambda:d[0:1], lambda:d.index('z'), lambda:d.index('b'), lambda:d.index('b',2), lambda:d.index('b',-3,-1),lambda:d.remove('z'), lambda:deque([1],1).insert(0,2), lambda:d.rotate('a'), lambda:d.rotate(1,2), lambda:hash(d), lambda:d+[1], lambda:d+d, lambda:d*2, lambda:2*d, lambda:d*'a', lambda:deque([1,2],3)*3, lambda: d<deque('abd'), lambda:d==deque('abc'), lambda:d=='abc', lambda:d<'a', lambda:d.copy(), lambda:d.__reduce__(), lambda:deque([1],3).__reduce__(), lambda:d.__copy__(), lambda:d.maxlen, lambda:deque([],3).maxlen, lambda:d.count('a'), lambda:'a' in d, lambda:deque[int], lambda:list(reversed(d)), lambda:sys.getsizeof(deque()), lambda:sys.getsizeof(deque(range(100))), lambda:iter(d).__length_hint__(), lambda:setattr(d,'maxlen',3), lambda: d.foo, lambda:d.append(), lambda:d.extend(3), lambda:d.index(), lambda:d.insert(1), lambda:type(iter(d)), lambda:type(reversed(d)), lambda:d.index('a',None), lambda:deque([1,2,3]).index(3,10**30), lambda:deque([],10**30), lambda: iter(deque([1,2,3])).__reduce__(), lambda: type(iter(d))(d), lambda: type(iter(d))(d,1).__next__(), lambda: type(iter(d))([]), lambda: deque([1,2],maxlen=1).__iadd__([3,4]), lambda: deque([1]).__iadd__(3), lambda: d.__add__(3), lambda:d.__class_getitem__(3)): t(f)
def it():
    e=deque([1,2,3])
    for x in e: e.append(1)
t(it)
def it():
    e=deque([1,2,3])
    for x in e: e[0]=5
    return e
t(it)
def it():
    e=deque([1,2,3]); i=iter(e); next(i); e.pop()
    try: next(i)
    except RuntimeError as x: print(x)
    return list(i)
t(it)
def it():
    e=deque([1,2,3]); i=reversed(e); next(i); e.pop(); next(i)
t(it)
class E:
    def __init__(s,f): s.f=f
    def __eq__(s,o): s.f(); return False
def it():
    e=deque(); e.extend([E(e.clear),1]); e.remove(9)
t(it)
def it():
    e=deque(); e.extend([E(e.clear),1]); return e.index(9)
t(it)
def it():
    e=deque(); e.extend([E(e.clear),1]); return e.count(9)
t(it)
def it():
    e=deque(); e.extend([E(e.clear),1]); return 9 in e
t(it)
d=deque(range(10)); d.rotate(3); print(d); d.rotate(-4); print(d); d.rotate(); print(d); d.rotate(10**9);print(d)
d.insert(3,'x'); d.insert(-1,'y'); d.insert(100,'z'); d.insert(-100,'a'); print(d)
del d[0]; del d[-1]; d[0]=77; print(d); d.reverse(); print(d); d.clear(); print(d)
t(lambda: d.__delitem__(0)); t(lambda: d.__setitem__(0,1))
m=deque(maxlen=3)
for i in range(5): m.append(i)
print(m); m.appendleft(9); print(m); m.extend([1,2]); print(m); m.extendleft([7,8]); print(m); m+=[5]; print(m); m*=2; print(m, m.copy(), m+m, deque([1,2])+m)
m.extend(m); print(m); q=deque([1,2]); q.extend(q); print(q); q.extendleft(q); print(q); q+=q; print(q)
class D(deque):
    def __init__(self,*a,**k): super().__init__(*a,**k); self.z=1
x=D([1,2],maxlen=4); print(x, x.z, x.copy(), type(x.copy()), x.__reduce__(), x.__dict__, type(x+x), type(x*2))
z=deque(maxlen=0); z.append(1); z.extend([1,2]); print(z, bool(z), len(z))
import _weakref
r=_weakref.ref(z); del z; print(r())
print(deque([1,2]).__init__([3]), D().__class__)
u=deque([1,2,3],5); u.__init__([4]); print(u); 
match deque([1,2]):
    case [a,b]: print(a,b)
import gc
c=deque(); c.append(c); w=_weakref.ref(c); del c; gc.collect(); print(w())
print(deque([1])!=deque([2]), deque([1,2])>deque([1]), deque([])==deque([]), deque([float('nan')])==deque([float('nan')]))
print(deque.__doc__, deque.append.__doc__, deque.__hash__)
import copy

