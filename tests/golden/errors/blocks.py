if True
  pass
#%%
if True:
pass
#%%
if True:
#%%
if True: pass
elif x
  pass
#%%
if True: pass
elif x:
pass
#%%
if True: pass
else
  pass
#%%
if True: pass
else:
pass
#%%
if True: pass
else: pass
elif x: pass
#%%
if True: pass
else: pass
else: pass
#%%
else: pass
#%%
elif x: pass
#%%
if: pass
#%%
while x
  pass
#%%
while x:
pass
#%%
while: pass
#%%
for x in y
  pass
#%%
for x in y:
pass
#%%
for x in: pass
#%%
for x: pass
#%%
for: pass
#%%
for x in y print(x)
#%%
async for x in y:
pass
#%%
async x = 1
#%%
async
#%%
def f():
print(1)
#%%
def f()
  pass
#%%
def f:
  pass
#%%
def f(
  pass
#%%
def f() -> :
  pass
#%%
def (): pass
#%%
def 1(): pass
#%%
def f(): return 1 2
#%%
class A
  pass
#%%
class A:
pass
#%%
class A(
  pass
#%%
class A(B)
  pass
#%%
class A(B):
pass
#%%
class (B): pass
#%%
class A(x for x in y): pass
#%%
class A(B, a=1, C): pass
#%%
@x
y = 1
#%%
@
def f(): pass
#%%
@x def f(): pass
#%%
with a
  pass
#%%
with a:
pass
#%%
with a as b
  pass
#%%
with (a as b)
  pass
#%%
with (a as b, c as d):
pass
#%%
with a as b,: pass
#%%
with a, b,: pass
#%%
with: pass
#%%
with a as: pass
#%%
with (a as b: pass
#%%
async with a
  pass
#%%
try:
pass
#%%
try
  pass
#%%
try: pass
#%%
try:
  pass
x = 1
#%%
try:
  pass
#%%
try: pass
except: pass
except* A: pass
#%%
try: pass
except A: pass
except* B: pass
#%%
try: pass
except* A: pass
except B: pass
#%%
try: pass
except* A: pass
except: pass
#%%
try: pass
except*: pass
#%%
try: pass
except A, B as c: pass
#%%
try: pass
except* A, B as c: pass
#%%
try: pass
except A, B: pass
x = = 1
#%%
try: pass
except A as b.c: pass
#%%
try: pass
except A as 1: pass
#%%
try: pass
except* A as f(): pass
#%%
try: pass
except A
  pass
#%%
try: pass
except
  pass
#%%
try: pass
except A as b
  pass
#%%
try: pass
except A:
pass
#%%
try: pass
except:
pass
#%%
try: pass
except* A:
pass
#%%
try: pass
except* A
  pass
#%%
try: pass
finally
  pass
#%%
try: pass
finally:
pass
#%%
try: pass
finally: pass
except: pass
#%%
try: pass
else: pass
#%%
except: pass
#%%
finally: pass
#%%
match x
  case 1: pass
#%%
match x:
case 1: pass
#%%
match x:
  case 1
    pass
#%%
match x:
  case 1:
  pass
#%%
match x:
  case 1 if
    pass
#%%
match x:
  pass
#%%
match x:
  case a as _: pass
#%%
match x:
  case a as b.c: pass
#%%
match x:
  case a as 1: pass
#%%
match x:
  case A(b=1, c): pass
#%%
match x:
  case A(a, b=1, c, d): pass
#%%
match x:
  case {**a, 1: b}: pass
#%%
match x:
  case {1: a, **b, 2: c}: pass
#%%
match x:
  case {**_}: pass
#%%
match x:
  case f"{x}": pass
#%%
match x:
  case t"x": pass
#%%
match x:
  case 1 + 1: pass
#%%
match x:
  case 1j + 1j: pass
#%%
match x:
  case 1j + 1: pass
#%%
match x:
  case -1 - 2j: pass
#%%
match x:
  case +1: pass
#%%
match x:
  case 1 | : pass
#%%
match x:
  case (*a): pass
#%%
match x:
  case *a: pass
#%%
match x:
  case a.b(): pass
  case a.b: pass
  case a[0]: pass
#%%
match x:
  case a, b, *c, d if e: pass
  case
#%%
match x:
  case {a: b}: pass
#%%
match x:
  case a = 1: pass
#%%
case 1: pass
#%%
match x: pass
#%%
match:
  case 1: pass
#%%
match x y:
  case 1: pass
#%%
  x=1
 y=2
#%%
x = 1
  y = 2
#%%
if 1:
	x=1
        y=2
#%%
if 1:
        x=1
	y=2
#%%
if 1:
    x = 1
  y = 2
#%%
if 1:
    x = 1
      y = 2
#%%
class A:
    def f(self):
        pass
   def g(self):
        pass
#%%
class A:
    def f(self):
        x = = 1
    def g(self):
        pass
#%%
def f():
    if x:
        pass
    else:
    pass
#%%
while True:
    x = 1
    if y
        z = 1
#%%
if x:
    pass
 else:
    pass
#%%
if 1: if 2: pass
#%%
if 1: x = 1; if 2: pass
#%%
x = 1; class A: pass
#%%
for x in y: pass
  z
#%%
def f(a
      b):
    pass
#%%
lambda
#%%
lambda: 
#%%
lambda x y: z
#%%
if x:
    pass;
else
    pass
#%%
for x in range(10)
    pass
#%%
whille True:
  pass
#%%
forr x in y:
  pass
#%%
imoprt os
#%%
is x
#%%
a b
#%%
a b c
#%%
a.b c
#%%
print a
#%%
print 'hello'
#%%
print 'a' 'b', c
#%%
print -1
#%%
print (a) b
#%%
print a if b else c
#%%
exec 'x'
#%%
exec x in y
#%%
print
x y
#%%
print 1 2
#%%
print(a b)
#%%
print a.b, c.d()
#%%
if x: print y
#%%
pritn 'x'
#%%
await x y
#%%
x = 5 +* 3
#%%
x = 5 + 
#%%
x = (5 + )
#%%
x = 1 +
y = 2
#%%
a++
#%%
a--
#%%
++a b
#%%
a = b ? c : d
#%%
a $ b
#%%
a ! b
#%%
a <> b
#%%
a && b
#%%
a || b
#%%
!a
#%%
a !b
#%%
x = `a`
#%%
not
#%%
a not b
#%%
a is is b
#%%
a in in b
#%%
a or
#%%
or a
#%%
1 if 2
#%%
(1 if 2)
#%%
x = 1 if 2
#%%
x = 1 if 2 else
#%%
(1 if 2 else)
#%%
x = pass if 1 else 2
#%%
x = 1 if 2 else pass
#%%
x = break if 1 else continue
#%%
continue if x else y
#%%
1 if 2 else *a
#%%
f(1 if 2 else **a)
#%%
f(*a if b else c)
#%%
f(**a if b else c)
#%%
[*a if b else c]
#%%
{**a if b else c}
#%%
1 + not a
#%%
a * not b
#%%
-not a
#%%
~ not a
#%%
a << not b
#%%
a == not b
#%%
x = yield from
#%%
yield from *a
#%%
return return
#%%
break x
#%%
pass pass
