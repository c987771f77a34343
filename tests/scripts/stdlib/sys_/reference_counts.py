# What sys.getrefcount shows: names, containers, borrowed arguments, temporaries, cells.
import sys
count = sys.getrefcount
x = ['a', 'list']
print(count(x))
y = x
print(count(x))
box = [x, x, (x,)]
print(count(x))
del y
print(count(x))
box.clear()
print(count(x))
def parameter(p):
    return count(p)
print(parameter(x), parameter([1]), parameter(object()))
def local():
    a = {'k': 1}
    first = count(a)
    b = a
    second = count(a)
    c = {'a': a}
    third = count(a)
    del b
    return first, second, third, count(a)
print(local())
def closed_over():
    a = [1]
    def inner(): return a
    return count(a)
print(closed_over())
class C: pass
c = C()
c.attribute = []
print(count(c.attribute), count(c), count(C()), count([]), count({}))
def loop():
    o = C()
    for i in [o, o]:
        return count(i), count(o)
print(loop())
def through_default(a=x): return count(a)
print(through_default(), count(x))
class Slotted:
    __slots__ = ('s',)
s = Slotted()
s.s = x
print(count(x))
bound = [].append
print(count(bound.__self__))
try:
    raise ValueError(x)
except ValueError as e:
    print(count(x), count(e))
print(count(x))
g = (i for i in [x])
print(count(x))
next(g)
del g
print(count(x))
print(count(None) == count(True) == count(5) == count('') == count(()) == count(int) > 10**9)
