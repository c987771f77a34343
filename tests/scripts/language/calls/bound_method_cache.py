# The same call site sees different kinds of things.
class A:
    def f(self): return 'A.f'
class B:
    f = staticmethod(lambda: 'B.f')
class C:
    @property
    def f(self): return lambda: 'C.f'
class D:
    def __getattr__(self, n): return lambda: 'D.' + n
class E(A): pass
class G:
    __slots__ = ('f',)
    def __init__(self): self.f = lambda: 'G.f'
d = D(); d.f = lambda: 'own f'
objs = [A(), B(), C(), D(), E(), G(), d, A]
for o in objs * 2:
    try:
        print(o.f(), end=' ')
    except TypeError as e:
        print(e)
print()
def attr(o): return o.x
class X: x = 'class'
x = X()
print(attr(x), attr(x))
x.x = 'instance'
print(attr(x))
X.x = 'changed class'
print(attr(x), attr(X()))
del x.x
print(attr(x))
X.x = property(lambda self: 'property now')
print(attr(x))
class Y(X): pass
y = Y()
print(attr(y))
Y.x = 'Y own'
print(attr(y))
del Y.x
print(attr(y))
y.__class__ = X
print(attr(y))
def g(): return value
value = 1
print([g() for _ in range(20)][-1])
value = 2
print(g())
import builtins
builtins.value2 = 'builtin'
def h(): return value2
print(h(), h())
value2 = 'global'
print(h())
del value2
print(h())
del builtins.value2
def add(a, b): return a + b
print([add(1, 2) for _ in range(20)][-1], add(1.5, 2), add('a', 'b'), add([1], [2]), add(1, 2.5), add(2 ** 62, 2 ** 62), add(True, 1))
def sub(a, i): return a[i]
print([sub([1, 2], 0) for _ in range(20)][-1], sub((1, 2), 1), sub({'k': 'v'}, 'k'), sub('abc', 2), sub([5], -1))
def cmp(a, b): return a < b, a == b
print([cmp(1, 2) for _ in range(20)][-1], cmp('a', 'b'), cmp(1.5, 1), cmp((1,), (2,)), cmp(2 ** 70, 2 ** 71))
def it(xs): return [v for v in xs]
print([it([1]) for _ in range(20)][-1], it((2,)), it('s'), it({3: 4}), it(range(2)), it(v for v in 'g'))
def unpack(t):
    a, b = t
    return b, a
print([unpack((1, 2)) for _ in range(20)][-1], unpack([3, 4]), unpack('xy'), unpack({5: 0, 6: 0}))
