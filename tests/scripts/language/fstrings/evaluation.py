def show(x): print('eval', x); return x
print(f'{show(1)} {show("b"):{show(5)}} {show(3)!r:{show(4)}}')
class C:
    def __format__(self, spec): return f'<{spec}>'
    def __repr__(self): return 'R'
    def __str__(self): return 'S'
c = C()
print(f'{c} {c!r} {c!s} {c:abc} {c!r:>3} {c:{c!r}{c!s}}', f'{c:{1}x{2}}', f'{c:}}}' if False else f'{c:}')
class Bad:
    def __format__(self, spec): return 5
try:
    f'{Bad()}'
except TypeError as e:
    print(e)
class NoFormat:
    __format__ = None
try:
    f'{NoFormat()}'
except TypeError as e:
    print(e)
def f():
    x = 'local'
    g = lambda: f'{x}'
    return [f'{x}{i}' for i in range(2)], g()
print(f())
class K:
    a = 1
    b = f'{a}'
print(K.b)
print(f'{(y := 5)} {y}', f'{y:=+5}', f'{y!s:>3}')
import datetime
print(f'{1 < 2} {1 == 1} {not 1} {1 != 2}', f'{"a" if 1 else "b"}', f'{3 > 2:d}')
async def coro(): return f'{await inner()}'
async def inner(): return 'awaited'
try:
    coro().send(None)
except StopIteration as e:
    print(e.value)
def gen(): x = f'{(yield 1)}'; yield x
g = gen()
next(g)
print(g.send('sent'))
print('%s' % f'{1}', f'{"%d"}' % 5, len(f'{"x" * 1000}'))
