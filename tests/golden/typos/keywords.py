whille True:
  pass
#%%
imoprt os
#%%
forr x in y:
  pass
#%%
fro m import x
#%%
from m imprt x
#%%
deff f():
  pass
#%%
def f():
  retrun 1
#%%
def f():
  pass

clas A:
  pass
#%%
class A:
  def f(self):
    pass
  x = 1
  whiel x:
    pass
#%%
for x im y:
  pass
#%%
if x and nott y:
  pass
#%%
tri:
  pass
except A:
  pass
#%%
try:
  pass
excpt A:
  pass
#%%
try:
  pass
except A:
  pass
finaly:
  pass
#%%
x = lamda y: y
#%%
if x:
  pass
elsif y:
  pass
#%%
if x:
  pass
els:
  pass
#%%
asynch def f(): pass
#%%
aync def f(): pass
#%%
with open(x) ass y: pass
#%%
raisee X
#%%
assertt x
#%%
globl x
#%%
print x
#%%
a b
#%%
f(a iff b else c)
#%%
[x fr x in y]
#%%
def f():
  x = yeild y
#%%
del_ x
#%%
pss x
#%%
brek x
#%%
Whilee True: pass
#%%
IF x: pass
#%%
match_ x:
  case 1: pass
#%%
cls A: pass
#%%
whille True:
#%%
@x
def f(): pass
impotr x
