class V:
    def __init__(self, v): self.v = v
    def __repr__(self): return f'V({self.v})'
    def __add__(self, o): return V(('add', self.v, o.v if isinstance(o, V) else o))
    def __radd__(self, o): return V(('radd', self.v, o))
    def __iadd__(self, o): self.v = ('iadd', self.v, o); return self
    def __sub__(self, o): return NotImplemented
    def __rsub__(self, o): return V(('rsub', o))
    def __neg__(self): return V('neg')
    def __pos__(self): return V('pos')
    def __invert__(self): return V('inv')
    def __abs__(self): return V('abs')
    def __matmul__(self, o): return 'matmul'
    def __divmod__(self, o): return 'divmod', o
    def __rdivmod__(self, o): return 'rdivmod', o
    def __pow__(self, o, m=None): return 'pow', o, m
    def __rpow__(self, o): return 'rpow', o
    def __lshift__(self, o): return 'lshift'
    def __rand__(self, o): return 'rand'
    def __round__(self, n=None): return 'round', n
    def __index__(self): return 3
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __complex__(self): return 7j

a = V(1)
print(a + V(2), a + 2, 2 + a, 5 - a, -a, +a, ~a, abs(a))
print(a @ 1, divmod(a, 2), divmod(2, a), a ** 2, 2 ** a, pow(a, 2, 3), a << 1, 1 & a)
print(round(a), round(a, 2), [10, 20, 30, 40][a], int(a), float(a), complex(a), hex(a), 'x' * a)
a += 5
print(a)
for f in (lambda: a - a, lambda: a - 1, lambda: a * 2, lambda: a > 1, lambda: a & 1):
    try:
        print(f())
    except TypeError as e:
        print(e)
class Sub(V):
    def __radd__(self, o): return 'sub radd first'
print(V(1) + Sub(2), Sub(1) + V(2))
class OnlyAdd:
    def __add__(self, o): return 'plain add'
x = OnlyAdd()
x += 1
print(x)
class NoneAdd:
    __radd__ = None
try:
    1 + NoneAdd()
except TypeError as e:
    print(e)
