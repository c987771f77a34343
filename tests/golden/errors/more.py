(True := 1)
#%%
x = y = True = z = 3
#%%
for a() in b: pass
#%%
for (x, *(y, z.d())) in b: pass
#%%
for a, b, (c + 1, d()): pass
#%%
for i < (): pass
#%%
for a, b
#%%
with a as [b, c()]: pass
#%%
with a as (*b, c, d+1): pass
#%%
with a as b
#%%
[x for x if range(1)]
#%%
tuple(x for x if range(1))
#%%
[x for a, b, (c + 1, d()) if y]
#%%
[x for x+1, x() in y]
#%%
x = "she said "hello" to me"
#%%
match x:
    y = 3
#%%
match x:
    case y:
        3 $ 3
#%%
match x:
    case $:
        ...
#%%
(mat x)
#%%
(match x)
#%%
(case x, type y)
#%%
def foo(a,/,a1=1,/,b,c): pass
#%%
def foo(a=1,/,/,*b,/,c): pass
#%%
def foo(a,*b: int=,c): pass
#%%
def foo(a,**b: int=3): pass
#%%
def foo(a,*a, b, **c, d=4): pass
#%%
def foo(a,b,/,c,*b,c,*d,**e): pass
#%%
def foo(a=1,/*,b,c): pass
#%%
def foo(a,d: int=,c): pass
#%%
lambda a=1,/*,b,c: None
#%%
lambda a,*b=3,c: None
#%%
lambda a=1,d=,c: None
#%%
import a.b.c as d.e
#%%
import a as b as c
#%%
from a import b as (c)
#%%
from a import (b, c,, d)
#%%
from a import b c
#%%
from . a import
#%%
from .import a.b
#%%
import .a
#%%
import a; import
#%%
from a import (
#%%
try:
    pass
except (A, B) as c, d:
    pass
#%%
try:
    x
except A: pass
y
except B: pass
#%%
try:
    x
except A
    pass
#%%
try:
    x
finally:
    y
else:
    z
#%%
with (a, b as c), d as e f: pass
#%%
with open(x) as f, open(y) g: pass
#%%
while x := 1: pass
while (y = 1): pass
#%%
if x == 1 and y = 2: pass
#%%
if x.y[0] = z: pass
#%%
if f(x) = 3: pass
#%%
elif = 3
#%%
return x = 1
#%%
return (x = 1)
#%%
print(x = 1, y = 2 z = 3)
#%%
print("a", end="" "b" c)
#%%
f(x=1, y)(z)
#%%
f(x for x in y)(z for z in w, 1)
#%%
class A(x=1, *b, **c, d): pass
#%%
class A(x for x in y, z): pass
#%%
class A(:
    pass
#%%
class A
#%%
class A x: pass
#%%
async def f:
    pass
#%%
async def f()
    pass
#%%
async lambda: x
#%%
await = 1
#%%
x = await
#%%
@a b
def f(): pass
#%%
@a
@b
x = 1
#%%
@a
#%%
a = lambda x=: x
#%%
x: int y = 3
#%%
x: = 3
#%%
x: int =
#%%
x.y: int: str
#%%
(x, y): int = 1
#%%
global x = 1
#%%
global x, y,
#%%
nonlocal x.y
#%%
del x.y()
#%%
del (x), [y, z()], w
#%%
del x, y z
#%%
assert x y
#%%
assert x, y, z
#%%
assert (x, y) z
#%%
raise X Y
#%%
raise X from Y from Z
#%%
yield x y
#%%
x = yield y = z
#%%
x += yield = 1
#%%
x += y += z
#%%
x = y += z
#%%
x += y = z
#%%
x ++= 1
#%%
x =+ 1 2
#%%
x =! y
#%%
x === y
#%%
x !== y
#%%
x =< y
#%%
x => y
#%%
x ?? y
#%%
x -> y
#%%
x..y
#%%
x...y
#%%
x[1:2:3:4]
#%%
x[1, 2:, 3 4]
#%%
x{1}
#%%
{x: 1 for x in y, z: 2}
#%%
{x: 1, y for y in z}
#%%
{**x for x in y}
#%%
{x: *y for x in y}
#%%
{x for x in y: z}
#%%
[x: y]
#%%
(x: y)
#%%
f(x: y)
#%%
f(x; y)
#%%
f(x
g(y)
#%%
x = {
    "a": [1, 2,
    "b": 3,
}
#%%
x = (1 + (2 * 3)
y = 4
z = 5
#%%
if (x and
        (y or z):
    pass
#%%
def f(x, y:
    return x
#%%
print("hello"
#%%
print("hello"]
#%%
print["hello")
#%%
foo(bar[baz)
#%%
	x = 1
    y = 2
#%%
if x:
    y
	z
#%%
def f():
  x
    y
#%%
class A:
    def f(self):
    pass
#%%
for x in y:
#comment
z = 1
#%%
while x:

y
#%%
if x:
    pass
  else:
    pass
#%%
if x: pass; else: pass
#%%
if x: pass else: pass
#%%
else:
    pass
#%%
x = 1 if y else z if w
#%%
[x if y for x in z]
#%%
[x for x in y if z else w]
#%%
x = [y for y in z if]
#%%
x = a or
#%%
x = not
#%%
x = a not
#%%
x = a is not
#%%
x in
#%%
x = a b c d
#%%
a, b c = 1
#%%
a b = 1
#%%
"abc" def
#%%
1 2 3
#%%
1 x
#%%
x 1
#%%
None x
#%%
True = False
#%%
import True
#%%
def True(): pass
#%%
class None: pass
#%%
x.True
#%%
f(None=1, True=2)
#%%
for None in x: pass
#%%
with x as True: pass
#%%
from x import None
#%%
import x as None
#%%
global None
#%%
lambda None: x
#%%
def f(x, None): pass
#%%
type None = int
#%%
type x = int = str
#%%
type x y = int
#%%
type X[T] int
#%%
type X[T: ] = int
#%%
type X[T = ] = int
#%%
type X[*T = *int] = str
#%%
def f[T: int = ](): pass
#%%
def f[T](x) -> : pass
#%%
class A[T=](B): pass
#%%
class A[1]: pass
#%%
case 1:
    pass
#%%
match x:
    case 1, 2 3: pass
#%%
match x:
    case [1, 2: pass
#%%
match x:
    case {1}: pass
#%%
match x:
    case {"a": 1, b}: pass
#%%
match x:
    case A(b=): pass
#%%
match x:
    case A(1=b): pass
#%%
match x:
    case A(b.c=1): pass
#%%
match x:
    case -x: pass
#%%
match x:
    case 1 + x: pass
#%%
match x:
    case x + 1j: pass
#%%
match x:
    case 'a' + 'b': pass
#%%
match x:
    case not y: pass
#%%
match x:
    case y as z as w: pass
#%%
match x:
    case y as z.w: pass
#%%
match x:
    case y as (z): pass
#%%
match x:
    case {**y, **z}: pass
#%%
match x:
    case [*y, *z: pass
#%%
match x:
    case y if: pass
#%%
match x:
    case (y
#%%
match x:
    case y z: pass
#%%
match x, y z:
    case _: pass
#%%
match (x
    case _: pass
