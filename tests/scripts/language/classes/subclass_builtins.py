class L(list):
    def append(self, x):
        super().append(x * 2)
    def total(self): return sum(self)
l = L([1, 2])
l.append(5)
l += [1]
print(l, l.total(), type(l + [1]).__name__, type(l[:]).__name__, l == [1, 2, 10, 1], len(l))
class D(dict):
    def __getitem__(self, k): return ('got', super().__getitem__(k))
    def __setitem__(self, k, v): super().__setitem__(k, v + 1)
d = D(a=1)
d['b'] = 2
print(d['a'], d['b'], d.get('b'), dict(d), {**d}, list(d.items()))
class S(str):
    def __add__(self, o): return S('plus')
    def upper(self): return 'no'
s = S('abc')
print(s + 'x', s.upper(), s.lower(), type(s.lower()).__name__, s == 'abc', hash(s) == hash('abc'), {s: 1}['abc'])
class I(int):
    def __add__(self, o): return I(int(self) + o + 100)
    def __repr__(self): return f'I<{int(self)}>'
print(I(1) + 1, 1 + I(1), I(5) * 2, [I(3)], sum([I(1), I(2)]))
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
print(T(1, 2), T(1) + (2,), type(T(1)[:]).__name__)
class F(float): pass
print(F(1.5) + 1, type(-F(1)).__name__, F('nan') != F('nan'))
class E(Exception): pass
print(E('x').args, repr(E()))
class B(bytes): pass
print(B(b'ab')[0], B(b'x') + b'y')
class Set(set):
    def add(self, x): super().add(str(x))
st = Set()
st.add(1)
print(st, st | {2} == {'1', 2}, type(st | {2}).__name__)
