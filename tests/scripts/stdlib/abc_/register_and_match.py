import builtins
def cut(s):
    while ' at 0x' in s:
        a, b = s.split(' at 0x', 1)
        s = a + b.lstrip('0123456789abcdef')
    return s
def print(*a):
    builtins.print(*[cut(str(x)) for x in a])
import _abc, abc
from abc import *
class A(metaclass=ABCMeta):
    @abstractmethod
    def f(self): ...
class B: pass
print(A.__abstractmethods__)
A.register(B)
print(isinstance(B(), A), issubclass(B, A), issubclass(int, A), isinstance(3, A))
A._dump_registry() if 0 else None
print(len(_abc._get_dump(A)[0]), len(_abc._get_dump(A)[1]))
try: A()
except TypeError as e: print(e)
try: B2=type('B2',(B,),{}); print(issubclass(B2,A)); B.register
except Exception as e: print(e)
for f in (lambda: A.register(3), lambda: issubclass(3, A),  lambda: _abc._abc_subclasscheck(int,int)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
import collections.abc as c
print([x for x in (list,dict,str,tuple,range,set,memoryview,bytes) if issubclass(x,c.Sequence)])
class S(c.Sequence):
    def __init__(self,*a): self.a=a
    def __len__(self): return len(self.a)
    def __getitem__(self,i): return self.a[i]
match S(1,2):
    case [1,x]: print('seq',x)
class M(c.Mapping):
    def __init__(self,**a): self.a=a
    def __len__(self): return len(self.a)
    def __getitem__(self,i): return self.a[i]
    def __iter__(self): return iter(self.a)
match M(a=1,b=2):
    case {'a':1,'b':x}: print('map',x)
class R:
    def __len__(self): return 1
    def __getitem__(self,i):
        if i: raise IndexError
        return 7
class R2(R): pass
match R():
    case [7]: print("wrong")
    case _: print('no')
c.Sequence.register(R)
match R2():
    case [7]: print("now yes")
print(M(a=1)==M(a=1), M(a=1)=={'a':1}, M(q=1).keys(), 'a' in M(a=1), isinstance(M(), c.Sized), list(S(3,4)), S(1,2,2).count(2), S(5).index(5))
