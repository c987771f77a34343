class A:
    def __init__(self): self._x = 0
    @property
    def x(self):
        "the doc"
        return self._x
    @x.setter
    def x(self, v):
        self._x = v * 2
    @x.deleter
    def x(self):
        print('deleting')
        self._x = None
    @property
    def ro(self): return 'ro'
    wo = property(fset=lambda self, v: print('wo', v))
a = A()
a.x = 5
print(a.x, A.x.__doc__)
a.x += 1
print(a.x)
del a.x
print(a.x)
a.wo = 1
for f in (lambda: setattr(a, 'ro', 1), lambda: delattr(a, 'ro'), lambda: a.wo):
    try:
        f()
    except AttributeError as e:
        print(e)
print(A.x.fget(a), A.ro.fset, type(A.x).__name__, A.x.__name__)
class B(A):
    @A.x.getter
    def x(self): return 'B getter'
b = B()
b.x = 3
print(b.x, b._x)
class C(A):
    @property
    def x(self): return super().x, 'C'
print(C().x)
class P(property):
    extra = 1
class D:
    @P
    def y(self): return 'y'
print(D().y, D.y.extra)
class Raises:
    @property
    def p(self): return self.missing
try:
    Raises().p
except AttributeError as e:
    print(e)
a.__dict__['ro'] = 'shadow?'
print(a.ro)
