def v(x): print(x, end=' '); return x
v(1) + v(2) * v(3) - v(4); print()
v(2) ** v(3) ** v(1); print()
v(1) < v(2) < v(0) < v(9); print()
v(0) or v(1) and v(2) or v(3); print()
v(1) if v(0) else v(2); print()
{v('k1'): v('v1'), v('k2'): v('v2')}; print()
[v(1), v(2)][v(0)]; print()
def f(*a, **k): pass
f(v(1), *[v(2)], a=v(3), **{'b': v(4)}); print()
class L(dict):
    def __getitem__(self, k): print('get', k, end=' '); return L()
    def __setitem__(self, k, x): print('set', k, x, end=' ')
l = L()
l[v('a')], l[v('b')] = v(1), v(2); print()
l[v('x')][v('y')] = v('z'); print()
l[v('i')] = l[v('j')] = v('k'); print()
class O:
    def __setattr__(self, n, x): print('setattr', n, end=' ')
    def __getattr__(self, n): print('getattr', n, end=' '); return 1
o = O()
o.p = o.q = v(1); print()
o.r += v(2); print()
d = {'k': 1}
d[v('k')] += v(5); print(d)
a = [1, 2, 3]
i = 0
i = a[i] = 2; print(i, a)
def g(): print('g', end=' '); return f
g()(v(1))(v(2)) if False else g()(v(1)); print()
(v(f))(v(1)) if False else None
not v(0) and v(1); print()
v([5])[v(0)] if v(1) else v(2); print()
v('a') in v('abc') is not v(None); print()
lambda x=v('default'): v('never'); print()
assert v(1), v('message'); print()
del {v('k'): 1}[v('k')]; print()
x: v('module annotation is lazy') = v('value'); print()
