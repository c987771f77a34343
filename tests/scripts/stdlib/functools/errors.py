# partial, Placeholder, reduce, cmp_to_key and lru_cache: results and refusals.
import _functools
from functools import Placeholder as P
from functools import cmp_to_key, lru_cache, partial, reduce


def f(*a, **k):
    return a, k


class Sub(partial):
    pass


def without_addresses(text):
    parts = text.split(' at 0x')
    return parts[0] + ''.join(p[p.index('>'):] for p in parts[1:])


CALLS = r"""
partial()
partial(1)
partial(func=f)
partial(f)
partial(f,1,2,k=3)
partial(f,1,2,k=3)(4,z=5,k=6)
partial(partial(f,1),2,k=1).args
partial(partial(f,1),2,k=1).func
partial(f,P,1)(2)
partial(f,P,1)()
partial(f,P,1,P)
partial(f,P,1,P,2)(3)
partial(f,P,1,P,2)(3,4,5)
partial(f,1,k=P)
partial(partial(f,P,1,P,2),3)
partial(partial(f,P,1,P,2),P,3)
partial(partial(f,P,1,P,2),P,3)(9)
partial(partial(f,P,1,P,2),P)
partial(partial(f,P,1,P,2),1,P)
partial(partial(f,P,1,P,2),1,2,3)
P
type(P)
type(P)(1)
P.__reduce__()
type(P).__module__
partial(f,1).__reduce__()[1:]
partial(f,1,a=2).__reduce__()[2][1:]
partial(f).__setstate__(1)
partial(f).__setstate__((f,(),{}))
partial(f).__setstate__((f,(),{},None))
partial(f).__setstate__((f,[],{},None))
partial(f).__setstate__((f,(P,),{},None))
partial(f).__setstate__((1,(P,),{},None))
partial[int]
partial(f).func is f
partial(f).keywords
partial(f).__dict__
partial(f,1).__get__(5)(6)
partial(f,1).__get__(None,int)
Sub(f,1)
Sub(partial(f,1),2).args
partial(Sub(f,1),2).args
partial(Sub(f,1),2).func
partial.__text_signature__
partial(f).func.__name__
partial(int,base=2)('101')
partial(f,k=1) == partial(f,k=1)
partial(f,*range(3))
setattr(partial(f),'func',1)
setattr(partial(f),'args',1)
setattr(partial(f),'x',1)
delattr(partial(f),'func')
reduce()
reduce(1)
reduce(lambda a,b:a+b,[])
reduce(lambda a,b:a+b,[1])
reduce(lambda a,b:a+b,[1,2,3],10)
reduce(lambda a,b:a+b,[1,2,3],initial=10)
reduce(lambda a,b:a+b,1)
reduce(lambda a,b:a+b,[],foo=1)
reduce(1,[1,2])
reduce(1,[1,2],3,4)
reduce(function=f,iterable=[])
cmp_to_key()
cmp_to_key(1)
cmp_to_key(mycmp=lambda a,b:0)
cmp_to_key(lambda a,b:a-b)(3)
cmp_to_key(lambda a,b:a-b)(3).obj
cmp_to_key(lambda a,b:a-b)(3) < 4
cmp_to_key(lambda a,b:a-b)(3) < cmp_to_key(lambda a,b:a-b)(4)
cmp_to_key(lambda a,b:'x')(3) < cmp_to_key(lambda a,b:a-b)(4)
cmp_to_key(lambda a,b:a-b)(obj=3).obj
cmp_to_key(lambda a,b:a-b)()
cmp_to_key(lambda a,b:a-b)(1,2)
hash(cmp_to_key(lambda a,b:a-b)(3))
type(cmp_to_key(f))
type(cmp_to_key(f))()
cmp_to_key(lambda a,b:a-b)(3) == cmp_to_key(lambda a,b:a-b)(3)
cmp_to_key(f).obj
lru_cache(1,2,3)
lru_cache('a')
lru_cache(None)(1)
lru_cache(1)
lru_cache(f)
lru_cache(maxsize=3)(f).cache_info()
lru_cache(maxsize=3)(f).cache_parameters()
lru_cache(maxsize=-3)(f).cache_parameters()
lru_cache(maxsize=None,typed=True)(f).cache_parameters()
_functools._lru_cache_wrapper()
_functools._lru_cache_wrapper(f)
_functools._lru_cache_wrapper(f,'a',True,tuple)
_functools._lru_cache_wrapper(1,None,True,tuple)
_functools._lru_cache_wrapper
lru_cache(f)([])
lru_cache(f)(1)
lru_cache(f).__wrapped__ is f
lru_cache(f).cache_clear()
lru_cache(f).cache_clear(1)
lru_cache(f).cache_info(1)
lru_cache(f).__reduce__()
lru_cache(f).__get__(3)(4)
lru_cache(f).__get__(None,3)
type(lru_cache(f)).__name__
"""
for call in CALLS.strip().split('\n'):
    try:
        print(call, '->', without_addresses(repr(eval(call))))
    except Exception as e:
        print(call, '!!', type(e).__name__, e)
