class Data:
    def __get__(self, o, t=None): return ('data get', o is not None, t and t.__name__)
    def __set__(self, o, v): o.__dict__['stored'] = v
    def __delete__(self, o): print('delete')
class NonData:
    def __get__(self, o, t=None): return ('nondata get', o is not None, t.__name__)
class A:
    d = Data()
    n = NonData()
a = A()
print(a.d, A.d)
a.d = 5
print(a.__dict__, a.d)
del a.d
a.__dict__['d'] = 'ignored'
print(a.d)
print(a.n, A.n)
a.n = 'instance wins'
print(a.n)
del a.n
print(a.n)
A.d = 'replaced'
print(A.d, a.d)
class SetOnly:
    def __set__(self, o, v): print('set', v)
class B:
    s = SetOnly()
b = B()
b.s = 1
print(type(b.s).__name__)
b.__dict__['s'] = 'from dict'
print(b.s)
try:
    del b.s
except AttributeError as e:
    print(e)
class OnInstance: pass
o = OnInstance()
o.x = Data()
print(type(o.x).__name__)
class Sub(A): pass
print(Sub().n, Sub.n)
class GetRaises:
    def __get__(self, o, t): raise AttributeError('from get')
class C:
    g = GetRaises()
print(hasattr(C(), 'g'), getattr(C(), 'g', 'd'))
