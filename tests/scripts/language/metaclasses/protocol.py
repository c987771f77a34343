# Creating classes: __prepare__, __new__, __init__, __call__, __set_name__, __init_subclass__, __mro_entries__.
class Log(dict):
    def __setitem__(self, k, v):
        if not k.startswith('__'): print('  body sets', k)
        super().__setitem__(k, v)
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print('prepare', mcs.__name__, name, [b.__name__ for b in bases], kw)
        return Log()
    def __new__(mcs, name, bases, ns, **kw):
        print('new', name, type(ns).__name__, kw)
        return super().__new__(mcs, name, bases, ns, **kw)
    def __init__(cls, name, bases, ns, **kw):
        print('init', name, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *args):
        print('call', cls.__name__, args)
        return super().__call__(*args)
class Named:
    def __set_name__(self, owner, name): print('  set_name', owner.__name__, name)
class Base(metaclass=Meta):
    a = Named()
    def __init_subclass__(cls, tag=None, **kw):
        print('init_subclass', cls.__name__, tag, kw)
    def __init__(self, *a): print('instance', a)
try:
    class First(Base, tag=5, more=6): b = Named()
except TypeError as e:
    print(e)
Base(1)
class Sub(Base): c = 1
print(type(Sub).__name__, Sub.__dict__['c'], type(Sub.__dict__).__name__)
# A metaclass may be any callable.
def factory(name, bases, ns, **kw): return (name, bases, sorted(k for k in ns if not k.startswith('__')), kw)
class F(int, str, metaclass=factory, x=1): y = 2
print(F)
class Callable:
    def __call__(self, *a): return 'made', a[0]
    def __prepare__(self, *a): print('prepared', a[0]); return {'seed': 1}
class G(metaclass=Callable()): pass
print(G)
def attempt(source):
    try:
        exec(source, globals())
        print(source.replace('\n', ';'), 'ok')
    except Exception as e:
        print(source.replace('\n', ';'), '|', type(e).__name__, e)
class M1(type): pass
class M2(type): pass
class X1(metaclass=M1): pass
class X2(metaclass=M2): pass
class Final(type):
    def __new__(mcs, *a): return 5
class NoDict(type):
    @classmethod
    def __prepare__(cls, *a): return 5
for source in ('class Y(X1, X2): pass', 'class Y(X1, metaclass=M2): pass', 'class Y(metaclass=Final): pass\nprint(Y)', 'class Y(metaclass=NoDict): pass', 'class Y(metaclass=5): pass', 'class Y(5): pass', 'class Y(int, int): pass', 'class Y(object, X1): pass', 'class Y(bool): pass', 'class Y(type(None)): pass', 'class Y(type(...)): pass', 'class Y(int, str): pass', 'class Y(x=1): pass', 'class Y(int, x=1): pass', 'class Y(print): pass', 'class Y("a"): pass', 'class Y(len): pass', 'class Y(slice): pass', 'class Y(range): pass', 'class Y(memoryview): pass', 'class Y(type(print)): pass', 'class Y(type(lambda: 0)): pass', 'class Y(type(x for x in ())): pass', 'class Y(type(int.real)): pass', 'class Y(type({}.keys())): pass', 'class Y(type(type.__dict__)): pass', 'class Y(super): pass', 'class Y(property, classmethod): pass', 'class Y(*[X1], **{"metaclass": M1}): print(__qualname__, __module__)', 'class Y(X1, metaclass=type): print(type(__name__))\nprint(type(Y))'):
    attempt(source)
class Entries:
    def __init__(self, *what): self.what = what
    def __mro_entries__(self, bases): print('entries for', [type(b).__name__ for b in bases]); return self.what
class Z(Entries(int, X1), Entries(), metaclass=M1): pass
print([c.__name__ for c in Z.__mro__], Z.__bases__, len(Z.__orig_bases__))
attempt('class Y(Entries.__new__(Entries)): pass')
attempt('E = Entries(); E.what = [int]\nclass Y(E): pass')
attempt('type("Y", (Entries(int),), {})')
# type() with three arguments
for source in ('type()', 'type(1, 2)', 'type(1, (), {})', 'type("a", 1, {})', 'type("a", (), 1)', 'type("a", [], {})', 'type("a", (1,), {})', 'type("a\\0b", (), {})', 'type("", (), {}).__name__', 'type("a", (), {"__qualname__": 5})', 'type("a", (), {1: 2})', 'print(type("a", (), {"__module__": 5}).__module__)', 'print(type("a", (), {"__doc__": 5}).__doc__)', 'type("a", (), {}, x=1)', 'type(x=1)', 'type.__new__(int, "a", (), {})', 'type.__new__(5)', 'type.__new__()', 'type.__call__(int)', 'print(type.__call__(int, "5"))', 'object.__new__(int)', 'object.__new__(5)', 'object.__new__()', 'int.__new__(str)', 'int.__new__(bool)', 'object.__init__(1, 2)', 'object(1)', 'X1(1)', 'X1(a=1)'):
    attempt(source)
class K: pass
for source in ('K.__name__ = 5', 'K.__name__ = "a\\0"', 'del K.__name__', 'K.__qualname__ = 5', 'K.__bases__ = ()', 'K.__bases__ = (int,)', 'K.__bases__ = 5', 'K.__bases__ = (K,)', 'del K.__bases__', 'K.__mro__ = ()', 'K.__class__ = M1', 'print(type(K))', 'K.__class__ = type', 'K.__class__ = int', 'K.__dict__ = {}', 'K.__dict__["a"] = 1', 'int.x = 1', 'int.__name__ = "x"', 'del int.real', 'int.__doc__ = 1', 'K.__doc__ = 5\nprint(K.__doc__)', 'del K.__doc__', 'K.__module__ = 5\nprint(K.__module__)', 'K().__class__ = int', 'K().__class__ = X1', 'K().__dict__ = 5', 'k = K(); del k.__dict__; print(k.__dict__)', 'K.__abstractmethods__', 'K.__abstractmethods__ = {"a"}', 'K()', 'del K.__abstractmethods__', 'K()', 'K.__flags__ = 1', 'K.mro = 1', 'K.__annotations__ = 5', 'K.__type_params__ = 5', 'print(K.__type_params__)', 'K.__weakref__', 'K.__subclasses__(1)', 'import gc; gc.collect(); print(X1.__subclasses__())', 'K.__init__(1)', 'K.__basicsize__ = 1', 'print(K.__base__, K.__text_signature__, K.__weakrefoffset__ > 0, K.__itemsize__)'):
    attempt(source)
class BadMro(type):
    def mro(cls): return [cls, 5]
attempt('class Y(metaclass=BadMro): pass')
class OddMro(type):
    def mro(cls): return (cls, object) if cls.__name__ != 'Y' else (cls, object)
attempt('class Y(metaclass=OddMro): pass\nprint(Y.__mro__)')
class NotIterable(type):
    def mro(cls): return 5
attempt('class Y(metaclass=NotIterable): pass')
