# Neither building, printing, comparing nor dropping deep data may crash.
l = []
for _ in range(200000): l = [l]
for f in (lambda: repr(l), lambda: l == [l], lambda: hash(tuple(l)) if 0 else str(l)):
    try:
        f()
    except RecursionError as e:
        print('RecursionError')
del l
t = ()
for _ in range(200000): t = (t,)
try:
    hash(t)
except RecursionError:
    print('RecursionError')
del t
d = {}
for _ in range(100000): d = {'k': d}
del d
class N:
    def __init__(self, nxt): self.nxt = nxt
n = None
for _ in range(100000): n = N(n)
del n
def gen(g): yield g
g = None
for _ in range(50000): g = gen(g)
del g
f = None
for _ in range(50000):
    def f(prev=f): return prev
del f
e = None
for _ in range(50000):
    new = ValueError()
    new.__context__ = e
    e = new
del e, new
print('survived')
