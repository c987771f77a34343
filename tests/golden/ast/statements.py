import a, b.c as d
from . import e
from ...f.g import (h as i, j,)
from k import *
x = y = z, *w = 1, 2
x: int
(x): int = 3
x.y: str = yield
x[0] += 1
x @= y; x //= z; pass;
del x, (y, z), w[0]
global g1, g2
nonlocal n1
assert x, "message"
raise
raise E from cause
return
return *a, b
type Alias[T: int = str, *Ts = *tuple[int], **P = [int]] = list[T]
type = match = case = _ = 1
type[0] = match(x)
print(type, match.case)
if a:
    pass
elif b:
    pass;
elif c: pass
else:
    pass
while (n := next(it)): break
else: continue
for i, *j in *a, b: pass
else: pass
async for x.y in z:
    pass
with a: pass
with a, b as c: pass
with (a, b): pass
with (a as b, c as (d, e),): pass
with (a), (b): pass
with (a, b) as c: pass
with (yield x): pass
with (x for x in y): pass
with (lambda x, *y: x): pass
async with a as b.c, d as e[0]: pass
try:
    pass
except A:
    pass
except B, C:
    pass
except (D, E) as e:
    pass
except:
    pass
else:
    pass
finally:
    pass
try: pass
finally: pass
try:
    pass
except* A as e:
    pass
except* B, C: pass
@decorator
@other(1)
async def f[T](a, b: int = 1, /, c=2, *args: *Ts, d, e: int = 3, **kwargs: str) -> None:
    """Doc."""
    await x
    yield
    yield from y
def g(a, *, b): return lambda a, /, b=1, *c, d, **e: (a, b)
def h(*, a=1, b): pass
@dec
class A(B, *bases, metaclass=M, **kw):
    x: int = 1
    def m(self): pass
class C[T]: type X = T
class D(): pass
def nested():
    if x:
        for y in z:
            pass
    # comment

    return y
# trailing comment
