class A:
    def __new__(cls, *args, **kw):
        print('new', cls.__name__, args, kw)
        return super().__new__(cls)
    def __init__(self, *args, **kw):
        print('init', args, kw)
A(1, k=2)
class Other:
    def __new__(cls):
        return 'a string'
    def __init__(self):
        print('never')
print(Other())
class Single:
    _one = None
    def __new__(cls):
        if cls._one is None:
            cls._one = super().__new__(cls)
        return cls._one
print(Single() is Single())
class BadInit:
    def __init__(self):
        return 5
try:
    BadInit()
except TypeError as e:
    print(e)
class NoInit: pass
for f in (lambda: NoInit(1), lambda: object(1), lambda: A.__new__(), lambda: object.__new__(5), lambda: object.__new__(int)):
    try:
        f()
    except TypeError as e:
        print(e)
class OnlyNew:
    def __new__(cls, x):
        self = super().__new__(cls)
        self.x = x
        return self
print(OnlyNew(3).x)
class OnlyInit:
    def __init__(self, x): self.x = x
try:
    OnlyInit()
except TypeError as e:
    print(e)
class Int(int):
    def __new__(cls, v, tag=None):
        self = super().__new__(cls, v)
        self.tag = tag
        return self
i = Int('42', tag='t')
print(i + 1, i.tag, type(i + 1).__name__)
