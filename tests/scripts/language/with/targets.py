class CM:
    def __init__(self, v): self.v = v
    def __enter__(self): return self.v
    def __exit__(self, *a): return False

with CM((1, (2, 3))) as (a, (b, c)):
    print(a, b, c)
with CM([1, 2, 3]) as [x, *y]:
    print(x, y)
class O: pass
o, d = O(), {}
with CM('attr') as o.attr, CM('item') as d['k']:
    print(o.attr, d)
with CM('star') as (s, *t):
    print(s, t)
try:
    with CM((1, 2)) as (a, b, c):
        pass
except ValueError as e:
    print(e)
log = []
class Tracks(CM):
    def __exit__(self, t, v, tb):
        log.append(t and t.__name__)
        return True
with Tracks(5) as (p, q):
    print('never')
print(log)
with CM(1) as one, CM(one + 1) as two:
    print(one, two)
with CM(0) as i:
    del i
print('i' in globals())
