class A:
    x = 1
    def m(self): pass
a = A()
print(type(5), type('a'), type(None), type(type), type(A), type(a).__name__, isinstance(5, int), isinstance(True, (str, int)), isinstance(5, int | str), issubclass(bool, (int,)), isinstance([], list), issubclass(A, object), isinstance(A, type))
print(hasattr(a, 'x'), hasattr(a, 'zz'), getattr(a, 'x'), getattr(a, 'zz', None), setattr(a, 'y', 2), a.y, vars(a), delattr(a, 'y'), vars(a), callable(a), callable(A), callable(len), callable(lambda: 0), id(a) == id(a), id(A) != id(a))
print(sorted(n for n in dir(a) if not n.startswith('_')), 'append' in dir([]), sorted(dir(type('E', (), {'q': 1})()))[-1], 'x' in vars(A), len(dir()) > 3)
print(repr('a'), ascii('é'), hash(5), hash('a') == hash('a'), abs(-3), divmod(7, 2), pow(2, 3), round(2.567, 1), bin(5), hex(15), oct(8), chr(97), ord('a'), format(5, '03'), bool(1), type(NotImplemented).__name__, NotImplemented, Ellipsis, ..., __name__, __debug__, copyright.__class__.__name__ if False else '')
print(int.__name__, len.__name__, print.__module__, [].append.__name__, str.join.__name__, len.__class__.__name__, str.join.__class__.__name__, [].append.__class__.__name__, (5).__add__.__class__.__name__, object.__init__.__class__.__name__, A.m.__class__.__name__, a.m.__class__.__name__, A.__dict__.__class__.__name__, int.real.__class__.__name__, type.__dict__['__name__'].__class__.__name__, dict.__dict__['fromkeys'].__class__.__name__)
print(repr(len), repr(int), repr(str.join), repr(None), repr(Ellipsis), repr(A.m)[:16], repr(object.__init__), repr(type(None)), repr(type(len)), repr([].append)[:29], repr(slice(1)), repr(NotImplemented), repr(int | None), repr(list[int]), repr(dict[str, list[int]]))
for f in (lambda: isinstance(5, 5), lambda: isinstance(5, 'a'), lambda: issubclass(5, int), lambda: issubclass(int, 5), lambda: getattr(a, 'zz'), lambda: getattr(a, 5), lambda: setattr(5, 'x', 1), lambda: delattr(a, 'nope'), lambda: vars(5), lambda: hash([]), lambda: abs('a'), lambda: ord('ab'), lambda: chr(-1), lambda: divmod(1, 'a'), lambda: pow('a', 2), lambda: round('a'), lambda: bin('a'), lambda: isinstance(5), lambda: getattr(a), lambda: callable(), lambda: isinstance([], list[int]), lambda: id(), lambda: format(5, 5), lambda: type(1, 2), lambda: hasattr(a, 1), lambda: NotImplemented and 1, lambda: len(a)):
    try:
        print(f())
    except (TypeError, AttributeError, ValueError) as e:
        print(type(e).__name__, e)
