# Descriptors: which of __get__, __set__ and __delete__ takes part in what.
class Data:
    def __init__(self, name=None): self.name = name
    def __get__(self, o, t=None): return ('get', o is None, t.__name__ if t else None)
    def __set__(self, o, v): print('set', v)
    def __delete__(self, o): print('delete')
    def __set_name__(self, owner, name): print('named', owner.__name__, name); self.name = name
class GetOnly:
    def __get__(self, o, t): return 'nondata'
class SetOnly:
    def __set__(self, o, v): o.__dict__['stored'] = v
class DeleteOnly:
    def __delete__(self, o): print('deleted')
class Meta(type):
    m = Data()
    shadow = GetOnly()
class C(metaclass=Meta):
    d = Data()
    g = GetOnly()
    s = SetOnly()
    x = DeleteOnly()
    shadow = 'own'
c = C()
print(c.d, C.d, c.g, C.g, C.m, C.shadow, type(c).s is c.s)
c.d = 1
del c.d
c.g = 'instance'
print(c.g)
del c.g
print(c.g)
c.s = 5
print(c.stored, c.s.__class__.__name__)
def attempt(source):
    try:
        exec(source, globals())
        print(source, 'ok')
    except Exception as e:
        print(source, '|', type(e).__name__, e)
for source in ('del c.s', 'c.x = 1', 'del c.x', 'c.x', 'del c.nothing', 'del c.g', 'C.m = 3', 'del C.m', 'C.d = 4', 'C.d', 'c.m', 'del C.zzz', 'C.shadow = GetOnly()', 'C.shadow'):
    attempt(source)
# A descriptor's methods are looked up on its class.
class Plain: pass
p = Plain()
p.__get__ = lambda *a: 'never'
C.p = p
print(c.p is p)
# Instance attributes hide non-data descriptors only.
c.__dict__['g'] = 'hides'
c.__dict__['d'] = 'hidden'
print(c.g, c.d)
# Errors in __set_name__ get a note.
class Bad:
    def __set_name__(self, owner, name): raise ValueError('no ' + name)
try:
    class D:
        attr = Bad()
except ValueError as e:
    print(e, e.__notes__)
class Wrong:
    __set_name__ = 5
try:
    class E:
        attr = Wrong()
except TypeError as e:
    print(e, e.__notes__)
# property in all its parts
class Prop:
    @property
    def a(self):
        "doc of a"
        return self._a
    @a.setter
    def a(self, v): self._a = v
    @a.deleter
    def a(self): del self._a
    ro = property(lambda s: 1, doc='read only')
    wo = property(fset=lambda s, v: None)
    nothing = property()
q = Prop()
q.a = 5
print(q.a, Prop.a.__doc__, Prop.a.fget.__name__, Prop.a.__name__, Prop.ro.__doc__, Prop.a.__isabstractmethod__)
del q.a
for source in ('q.a', 'q.ro = 1', 'del q.ro', 'q.wo', 'q.nothing', 'q.nothing = 1', 'del q.nothing', 'property().__get__(1)', 'property(1)', 'Prop.a.fget = 1', 'Prop.a.__doc__ = "new"', 'property(1, 2, 3, 4, 5)', 'property(lambda s: 1)().x', 'print(Prop.ro.__name__)', 'print(Prop.nothing.__name__)', 'Prop.ro.__set_name__(1)', 'print(Prop.a.getter(len).fget)', 'print(Prop.a.__get__(None, Prop) is Prop.a)'):
    attempt(source)
print(Prop.a.__doc__)
# functions, classmethod, staticmethod as descriptors
def f(*args): return args
print(f.__get__(1)(2), f.__get__(1, int)(), f.__get__(None, int)(3), f.__get__(None, type(None))())
for source in ('f.__get__(None)', 'f.__get__(None, None)', 'classmethod(f).__get__(None)', 'print(classmethod(f).__get__(None, int)(1))', 'print(classmethod(f).__get__(1)(2))', 'print(staticmethod(f).__get__(None)(1))', 'print(classmethod(property(lambda c: 1)).__get__(None, int))', 'classmethod(5).__get__(1)()', 'staticmethod(5)()', 'print(staticmethod(f)(1))', 'classmethod(f)(1)', 'classmethod()', 'staticmethod(1, 2)'):
    attempt(source)
cm, sm = classmethod(f), staticmethod(f)
print(cm.__func__ is f, cm.__wrapped__ is f, cm.__name__, sm.__qualname__, cm.__isabstractmethod__, sorted(cm.__dict__))
print(repr(cm)[:22], repr(sm)[:23])
# slots and getset descriptors on the wrong objects
for source in ('int.real.__get__("a")', 'int.__add__("a", 1)', 'str.upper(1)', 'str.upper()', 'list.append()', 'type.__dict__["__mro__"].__get__(1)', 'int.real.__set__(1, 2)', 'type(C.__dict__["__dict__"]).__get__(C.__dict__["__dict__"], 1)', 'print(int.__dict__["real"].__get__(5, int), int.__dict__["__add__"].__get__(5)(6))', 'int.__dict__["__add__"].__get__("a")', '"".__class__.__dict__["join"].__get__(5)', 'dict.__dict__["fromkeys"].__get__(5)', 'dict.__dict__["fromkeys"].__get__(None, 5)', 'dict.__dict__["fromkeys"].__get__(None, int)', 'print(dict.__dict__["fromkeys"].__get__({})("ab"))'):
    attempt(source)
