1 = x
#%%
f() = 1
#%%
None = 1
#%%
a, b += 1
#%%
(a, b) = 1 = c
#%%
a + b = c
#%%
a = b + c = d
#%%
yield = 1
#%%
x = yield = 1
#%%
(yield) = 1
#%%
def f():
    x = yield y = 1
#%%
[a, 1] = x
#%%
(a, f()) = x
#%%
*a, *(b, 1) = x
#%%
{a: b} = x
#%%
{a} = x
#%%
{} = x
#%%
"a" = x
#%%
f"{a}" = x
#%%
t"{a}" = x
#%%
... = x
#%%
a < b = c
#%%
a if b else c = d
#%%
lambda: x = 1
#%%
not a = b
#%%
-a = b
#%%
[a for a in b] = c
#%%
{a for a in b} = c
#%%
{a: a for a in b} = c
#%%
(a for a in b) = c
#%%
await a = b
#%%
a and b = c
#%%
True = 1
#%%
False = 1
#%%
__debug__ = 1
#%%
(a := b) = c
#%%
a := b
#%%
a.b := c
#%%
(a.b := c)
#%%
(a[0] := c)
#%%
(f() := c)
#%%
if x = 3: pass
#%%
while x = 3: pass
#%%
if x.y = 3: pass
#%%
if (x = 3): pass
#%%
f(a.b=1)
#%%
f(a, b.c=1)
#%%
f(True=1)
#%%
f(a=1, None=2)
#%%
f(1=2)
#%%
f(a+b=2)
#%%
f(**a=1)
#%%
f(*a=1)
#%%
f(a=)
#%%
f(a, b=)
#%%
f(a=, b)
#%%
f(a=x for x in y)
#%%
1 += 2
#%%
f() += 1
#%%
(a, b) += 1
#%%
[a] += 1
#%%
None += 1
#%%
a + b += 1
#%%
a: int: str
#%%
(a, b): int
#%%
a, b: int
#%%
[a]: int
#%%
f(): int
#%%
1: int
#%%
([a, b]): int
#%%
a: int = b = c
#%%
x = 1 2
#%%
del f()
#%%
del 1
#%%
del a, f()
#%%
del (a, 1)
#%%
del [a, b + c]
#%%
del *a
#%%
del a.b, *c
#%%
del (a
#%%
del a + b
#%%
del
#%%
del ()
#%%
del None
#%%
del a if b else c
#%%
for 1 in x: pass
#%%
for f() in x: pass
#%%
for a, 1 in x: pass
#%%
for *a.b, None in x: pass
#%%
for a in x = y: pass
#%%
for (a in b): pass
#%%
for a b in c: pass
#%%
[x for 1 in y]
#%%
[x for f() in y]
#%%
[x for x y in z]
#%%
[x for a, b, in]
#%%
(x for x)
#%%
with a as 1: pass
#%%
with a as f(): pass
#%%
with (a as 1): pass
#%%
with (a as b, c as d + e): pass
#%%
with a as b, c as None: pass
#%%
with a as (b, 1): pass
#%%
import a as 1
#%%
import a as b.c
#%%
import a as f()
#%%
from a import b as 1
#%%
from a import b as c.d
#%%
from a import (b as c[0])
#%%
from a import b,
#%%
from a import b, c,
#%%
from a import
#%%
import
#%%
import a,
#%%
import a from b
#%%
import a, b from c.d
#%%
from . import
#%%
from a import (b, c
#%%
from a import ()
#%%
from a import *, b
#%%
from a import (*)
#%%
import a.b as
#%%
from import a
#%%
x = *a
#%%
x = *a,
#%%
*a
#%%
*a = b
#%%
**a
#%%
(*a)
#%%
(**a)
#%%
print(*)
#%%
x = (*)
#%%
x = **
#%%
x = y = 
#%%
x =
#%%
= x
#%%
x == = y
#%%
assert a = b
#%%
assert a, b = c
#%%
assert a := b
#%%
assert a, b := c
#%%
assert
#%%
raise from a
#%%
raise a from
#%%
raise a, b
#%%
global a.b
#%%
global
#%%
nonlocal 1
#%%
return = 1
#%%
class = 3
#%%
pass = 1
#%%
type X
#%%
type X = 
#%%
type 1 = 2
#%%
type X[] = int
#%%
type X[*T: int] = int
#%%
type X[**T: (int, str)] = int
#%%
type X[T: int = str, *Ts = 1, **P = 2] = 3 4
#%%
def f[](): pass
#%%
class A[]: pass
#%%
def f[T(): pass
#%%
x.1 = 2
#%%
x. = 1
#%%
x[] = 1
#%%
x[ = 1
#%%
x[:::] = 1
