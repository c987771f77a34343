import copy
a = [1, [2, 3], {'k': [4]}]
b, c = copy.copy(a), copy.deepcopy(a)
a[1].append('x')
print(b, c, b[1] is a[1], c[1] is a[1])
class C:
    def __init__(self): self.l = [1]; self.me = self
x = C()
y = copy.deepcopy(x)
print(y is not x, y.me is y, y.l == x.l, y.l is x.l, copy.copy(x).l is x.l)
l = [1]
l.append(l)
m = copy.deepcopy(l)
print(m[1] is m, m)
class D:
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep'
print(copy.copy(D()), copy.deepcopy([D()]), copy.copy((1, 2)), copy.copy('a'), copy.deepcopy({1: (2, [3])}), copy.copy({1, 2}), copy.deepcopy(print) is print)
t = ([],)
print(copy.deepcopy(t)[0] is t[0], copy.copy(t) is t)
class S:
    __slots__ = ('a',)
s = S(); s.a = [1]
print(copy.copy(s).a is s.a, copy.deepcopy(s).a)
