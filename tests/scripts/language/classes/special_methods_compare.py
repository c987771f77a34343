class C:
    def __init__(self, v): self.v = v
    def __eq__(self, o): print('eq', self.v); return NotImplemented if o is None else self.v == getattr(o, 'v', o)
    def __lt__(self, o): print('lt', self.v); return self.v < o.v
    def __le__(self, o): return NotImplemented
    def __repr__(self): return f'C{self.v}'
a, b = C(1), C(2)
print(a == b, a != b, a == 1, a == None, a < b, a > b)
try:
    a <= b
except TypeError as e:
    print(e)
try:
    hash(a)
except TypeError as e:
    print(e)
print(sorted([C(2), C(1)]))
class Eq:
    def __eq__(self, o): return 'not a bool'
    def __hash__(self): return 42
print(Eq() == 1, Eq() != 1, hash(Eq()), Eq() in [5], [Eq()] == [6])
class Ne:
    def __ne__(self, o): return 'ne'
print(Ne() != 1, Ne() == 1)
class Sub(C):
    def __eq__(self, o): print('sub eq'); return True
print(C(1) == Sub(2))
class H:
    __hash__ = None
try:
    {H()}
except TypeError as e:
    print(e)
class BadHash:
    def __hash__(self): return 'x'
try:
    hash(BadHash())
except TypeError as e:
    print(e)
class BigHash:
    def __hash__(self): return 2 ** 70
print(hash(BigHash()) == hash(2 ** 70))
print(1 < 2 < 3, 1 < 3 > 2, 1 == 1.0 == True, not 1 < 2 > 5)
def s(x): print('s', x, end=' '); return x
print(s(1) < s(0) < s(5))
print(s(1) < s(2) < s(3))
