class A:
    def __init__(self): self.l = []
    def __iadd__(self, o): self.l.append(o); return self
    def __isub__(self, o): return 'replaced'
    def __imul__(self, o): return NotImplemented
    def __mul__(self, o): return ('mul', o)
    def __rtruediv__(self, o): return ('rtruediv', o)
a = b = A()
a += 1
a += 2
print(a is b, a.l)
a -= 1
print(a)
b *= 3
print(b)
x = 8
x /= A()
print(x)
t = ([1], 2)
try:
    t[0] += [2]
except TypeError as e:
    print(e, t)
s = 'a'
s += 'b'
s *= 3
print(s)
try:
    s += 1
except TypeError as e:
    print(e)
try:
    s -= 'b'
except TypeError as e:
    print(e)
st = u = {1}
st |= {2}; st &= {2, 3}; st ^= {5}; st -= {5}
print(st, st is u)
d = e = {1: 1}
d |= {2: 2}
print(d, d is e)
class P:
    def __init__(self): self._v = 1
    @property
    def v(self): print('get'); return self._v
    @v.setter
    def v(self, x): print('set', x); self._v = x
p = P()
p.v += 5
l = [1, 2, 3, 4]
l[1:3] += ['x']
print(l)
l[-1] *= 10
print(l)
i = [0]
def idx(): print('idx once'); return 0
i[idx()] += 1
print(i)
def f():
    n = 0
    def g():
        nonlocal n
        n += 1
        return n
    g()
    n += 10
    return n
print(f())
m = 2
m **= 3
m @= type('M', (), {'__rmatmul__': lambda s, o: ('rmatmul', o)})()
print(m)
for source in ('x += y = 1', '(a, b) += 1', 'f() += 1', '1 += 1', 'x += yield', '[a] += 1', 'a.b += 1', '*a += 1', 'None += 1', 'a < b += 1', '(a) += 1', 'x ++', 'x ?= 1', "f'{x}' += 1"):
    try:
        compile(source, '', 'exec')
        print('ok', source)
    except SyntaxError as e:
        print(source, '|', e.msg)
