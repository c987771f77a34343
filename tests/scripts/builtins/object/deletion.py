class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
a = D('a')
b = a
del a
print('still alive')
del b
print('gone')
D('temporary')
x = D('first')
x = D('second')
def f():
    local = D('local')
    print('in f')
f()
l = [D('in list')]
l.clear()
d = {'k': D('in dict')}
d['k'] = None
(lambda v: None)(D('argument'))
class Holder: pass
h = Holder()
h.d = D('attribute')
h = None
def gen():
    d = D('in generator')
    yield
g = gen()
next(g)
del g
try:
    e = D('in exception frame')
    raise ValueError
except ValueError as err:
    del e
    print('handler')
t = (D('in tuple'), 1)
t = t[1]
[D('in comprehension') for _ in range(2)]
print('after comprehension')
class Resurrect:
    def __del__(self):
        global saved
        saved = self
        print('resurrected')
Resurrect()
print(saved is not None)
saved = None
print('second time is silent')
class Raises:
    def __del__(self): print('about to raise'); self.caught = True
Raises()
x = None
print('end')
