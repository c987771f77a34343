class A:
    def __call__(self, *a, **k): return a, k
    def __repr__(self): return 'repr'
    def __str__(self): return 'str'
    def __format__(self, spec): return f'fmt[{spec}]'
    def __bytes__(self): return b'bytes'
a = A()
print(a(1, x=2), a, repr(a), [a], {'k': a}, f'{a} {a!r} {a!s} {a:>5}', '%s %r' % (a, a), bytes(a), callable(a))
class OnlyRepr:
    def __repr__(self): return 'only'
print(str(OnlyRepr()), f'{OnlyRepr()}', format(OnlyRepr()))
try:
    format(OnlyRepr(), '>5')
except TypeError as e:
    print(e)
class Bad:
    def __repr__(self): return 5
    def __str__(self): return None
    def __format__(self, s): return 5
for f in (lambda: repr(Bad()), lambda: str(Bad()), lambda: format(Bad())):
    try:
        f()
    except TypeError as e:
        print(e)
l = [1]
l.append(l)
print(l, {1: l})
d = {}
d['self'] = d
print(d, (l,))
class Rec:
    def __init__(self): self.items = [self]
    def __repr__(self): return f'Rec({self.items})' if len(self.items) < 1 else 'Rec(...)'
print(Rec())
class NotCallable: pass
try:
    NotCallable()()
except TypeError as e:
    print(e)
c = A()
c.__call__ = lambda: 'instance'
print(c())
