class A:
    __slots__ = ('x', 'y')
    def __init__(self): self.x = 1
a = A()
print(a.x, hasattr(a, 'y'), hasattr(a, '__dict__'))
a.y = 2
print(a.y, A.x.__class__.__name__, A.__slots__)
for f in (lambda: setattr(a, 'z', 1), lambda: delattr(a, 'z')):
    try:
        f()
    except AttributeError as e:
        print(e)
del a.y
try:
    a.y
except AttributeError as e:
    print(e)
try:
    del a.y
except AttributeError as e:
    print(e)
class B(A):
    pass
b = B()
b.z = 3
print(b.__dict__, b.x)
class C(A):
    __slots__ = ('w', '__dict__')
c = C()
c.w, c.q = 1, 2
print(c.__dict__)
class Single:
    __slots__ = 'only'
s = Single()
s.only = 1
print(s.only)
for ns in ({'__slots__': ('a',), 'a': 1}, {'__slots__': (5,)}, {'__slots__': ('a b',)}, {'__slots__': 5}):
    try:
        type('T', (), ns)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    class D(A, Single): pass
except TypeError as e:
    print(e)
class Mangled:
    __slots__ = ('__p',)
    def __init__(self): self.__p = 'private'
print(Mangled()._Mangled__p)
class Documented:
    __slots__ = {'a': 'doc of a'}
print(Documented.a.__doc__)
