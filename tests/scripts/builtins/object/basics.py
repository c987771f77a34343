o = object()
print(o == o, o != object(), hash(o) == hash(o), repr(o)[:15], str(o)[:15], o.__class__, type(o), bool(o), isinstance(o, object), object.__doc__ is not None, o.__dir__()[:1] != [], object.__bases__, object.__mro__)
print(object.__eq__(1, 1), object.__eq__(1, 2), object.__ne__(1, 2), object.__lt__(1, 2), object.__repr__(5)[:11], object.__str__('a') , o.__sizeof__() > 0, object.__format__(o, '')[:15], o.__reduce_ex__(2)[1:])
class A: pass
a = A()
print(object.__getattribute__(a, '__class__'), object.__setattr__(a, 'x', 1), a.x, object.__delattr__(a, 'x'), a.__dict__, a.__init__(), A.__subclasshook__(int), A.__init_subclass__(), object.__hash__(a) == hash(a), a.__module__, A.__weakref__.__class__.__name__)
for f in (lambda: object(1), lambda: object().x, lambda: object.__new__(), lambda: object.__new__(5), lambda: object.__init__(), lambda: o < o, lambda: o + 1, lambda: o(), lambda: o[0], lambda: len(o), lambda: iter(o), lambda: int(o), lambda: o @ o, lambda: -o, lambda: 1 in o, lambda: o.__format__('x'), lambda: A(1), lambda: A.__init__(a, 1), lambda: object.__init__(a, 1), lambda: setattr(o, 'x', 1), lambda: setattr(o, '__class__', A), lambda: a.__class__ + 1, lambda: delattr(a, '__dict__') or a.__dict__, lambda: setattr(a, '__dict__', 5)):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, str(e).split(' at 0x')[0])
