# lru_cache: keys, order, statistics, methods, recursion; partial in classes.
import functools as F
import pickle
import threading
from functools import Placeholder as P
from functools import cmp_to_key, lru_cache, partial


def f(*a, **k):
    return a, k


c = []
@lru_cache(maxsize=2)
def g(*a,**k): c.append((a,k)); return len(c)
print(g(1),g(1.0),g(True),g(1,),g(2),g(3),g(1),g(a=1),g(a=1),g((1,)),g('x'),g.cache_info())
@lru_cache(maxsize=None,typed=True)
def h(*a,**k): c.append((a,k)); return len(c)
print(h(1),h(1.0),h(True),h(1),h(a=1),h(a=1.0),h(a=1),h(1,a=1),h.cache_info())
h.cache_clear(); print(h.cache_info(), vars(h).keys())
@lru_cache(maxsize=0)
def z(x): return x
print(z(1),z(1),z.cache_info())
@lru_cache
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(80),fib.cache_info())
print(sorted([3,1,2],key=cmp_to_key(lambda a,b:b-a)))
p=partial(f,1); p.x=3; q=pickle.loads(pickle.dumps(p)); print(q.args, q.x, q.__dict__)
r=partial(f); r.__setstate__((r,(),{},{})); 
try: print(r)
except RecursionError as e: print('rec',e)
class M:
    m=partial(f,1)
    pm=F.partialmethod(f,2,k=1)
    pp=F.partialmethod(f,P,2)
    @lru_cache
    def l(self,x): return x
    @F.cached_property
    def cp(self): print('once'); return 5
m=M()
print(m.l(3), m.cp,m.cp, M.l.cache_info())
print(len(m.m(3)[0]), m.pm(4)[1:], len(m.pp(4)[0]))


@lru_cache(maxsize=3)
def keeps(x):
    print('made', x)
    return [x]


for x in (1, 2, 3, 1, 4, 2, 1, 3):
    keeps(x)
print(keeps.cache_info(), keeps.cache_parameters())


class Key:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return 1

    def __eq__(self, other):
        if wild:
            wild.pop()()
        return self.v == other.v


wild = []
@lru_cache(maxsize=2)
def by_key(k):
    return k.v


print([by_key(Key(i % 3)) for i in range(7)], by_key.cache_info())
wild.append(by_key.cache_clear)
print(by_key(Key(0)), by_key(Key(1)), by_key(Key(0)), by_key.cache_info())


@lru_cache(maxsize=1)
def nested(n):
    return n and nested(n - 1) + 1


print(nested(5), nested(5), nested.cache_info())


@lru_cache(maxsize=50)
def shared(n):
    return n * n


def work():
    for i in range(2000):
        assert shared(i * 31 % 100) == (i * 31 % 100) ** 2


ts = [threading.Thread(target=work) for _ in range(4)]
[t.start() for t in ts]
[t.join() for t in ts]
i = shared.cache_info()
print(i.hits + i.misses, i.currsize)
