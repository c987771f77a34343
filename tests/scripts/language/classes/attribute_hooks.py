class A:
    present = 'class attr'
    def __getattr__(self, n):
        print('getattr', n)
        if n == 'bad': raise AttributeError('custom message')
        return n.upper()
    def __setattr__(self, n, v):
        print('setattr', n, v)
        super().__setattr__(n, v)
    def __delattr__(self, n):
        print('delattr', n)
        super().__delattr__(n)
a = A()
print(a.present, a.absent)
a.x = 1
print(a.x)
del a.x
print(a.x, hasattr(a, 'bad'), getattr(a, 'bad', 'dflt'))
try:
    a.bad
except AttributeError as e:
    print(e)
class B:
    def __getattribute__(self, n):
        if n.startswith('_'):
            return object.__getattribute__(self, n)
        return 'intercepted ' + n
    def method(self): return 'real'
b = B()
b.val = 5
print(b.val, b.method, b.__dict__)
print(len([1]), B.method(b))
class Both:
    def __getattribute__(self, n):
        raise AttributeError('from getattribute')
    def __getattr__(self, n):
        return 'fallback ' + n
print(Both().anything)
class Prop:
    @property
    def p(self): raise AttributeError('inside property')
    def __getattr__(self, n): return 'getattr got ' + n
print(Prop().p)
class Dir:
    def __dir__(self): return ['b', 'a']
print(dir(Dir()))
class Special:
    def __getattr__(self, n): return lambda *a: 'instance ' + n
    def __len__(self): return 1
try:
    Special()[0]
except TypeError as e:
    print(e)
print(Special().__getitem__(0))
setattr(a, 'with space', 1)
print(getattr(a, 'with space'), a.__dict__)
delattr(a, 'with space')
for f in (lambda: getattr(a, 5), lambda: setattr(a, 5, 1)):
    try:
        f()
    except TypeError as e:
        print(e)
