import builtins
def cut(s):
    while ' at 0x' in s:
        a, b = s.split(' at 0x', 1)
        s = a + b.lstrip('0123456789abcdef')
    return s
def print(*a):
    builtins.print(*[cut(str(x)) for x in a])
from _collections import defaultdict
def t(f,*a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
d=defaultdict(int); d['a']+=1; print(d, d['b'], dict(d), d.default_factory, defaultdict(), defaultdict(None,{'a':1}), defaultdict(list,a=[1]), defaultdict(list,[(1,2)],b=3))
for f in (lambda:defaultdict(3), lambda:defaultdict()[1], lambda:defaultdict(int).__missing__('q'), lambda:defaultdict(int,1), lambda:defaultdict(int,{},{}), lambda:d.copy(), lambda:d.__copy__(), lambda:d.__reduce__(), lambda:defaultdict().__reduce__(), lambda:d|{'z':1}, lambda:{'z':1}|d, lambda:d|3, lambda:3|d, lambda:d.get('nope'), lambda:d.setdefault('s',5), lambda:d==dict(d), lambda:d==d.copy(), lambda:defaultdict[int,str], lambda:d.__class__.fromkeys([1]), lambda:type(d.fromkeys('ab')), lambda:d[[]], lambda:d.pop('zz'), lambda:sorted(d), lambda: defaultdict.__doc__, lambda: defaultdict.__missing__.__doc__, lambda:d.default_factory): t(f)
d.default_factory=list; print(d['new'], d)
del d.default_factory; print(d.default_factory); t(lambda:d['xx']); d.default_factory=5; t(lambda: d['xx'])
class D(defaultdict):
    def __missing__(self,k): return 'miss'+str(k)
x=D(int); print(x[1], x, len(x), x.copy(), type(x.copy()))
class E(defaultdict): pass
x=E(list); x[1].append(2); print(x, x|{}, type(x|{}), type(x.copy()))
d=defaultdict(int); d['s']=d; print(d)
d=defaultdict(lambda: d); print(repr(d)[:20])
def fac(): return 1/0
t(lambda: defaultdict(fac)[1])
d=defaultdict(int); d|={'a':1}; print(d)
r=defaultdict(); r.default_factory=r; 
def f(): 
    q=defaultdict(); q.default_factory=q.__repr__; return q
class B:
    def __init__(s,d): s.d=d
    def __repr__(s): return repr(s.d)
    def __call__(s): pass
q=defaultdict(); q.default_factory=B(q); print(q)
