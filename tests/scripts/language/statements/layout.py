x = 1; y = 2; print(x, y);
if x: print('a'); print('b')
z = x + \
    y
print(z)
l = [1,
     2,  # comment
     # another

     3,
]
print(l)
def f(a,
      b=2,
      ): return (a +
                 b)
print(f(1))
class C: pass
class D: x = 1; y = 2
print(D.x, D.y)
if 1:
        print('eight')
        if 1:
         print('nine')
        print('back')
# comment at column 0
for i in range(2):
	print('tab', i)

def g():
    # only a comment, then code

    return 'g'
print(g())
s = 'a' \
    'b'
print(s)
print("a"
      "b"
      'c')
def h(): return 1; return 2
print(h())
t = (
    1 if True
    else 2
)
print(t)
d = {
    'k': 1,
    **{},
    'm': 2,
}
print(d)
lam = (lambda x,
       y: x + y)
print(lam(1, 2))
try: print('try')
except: pass
else: print('else')
finally: print('finally')
with open(__file__) as f: pass
while True: break
async def a(): pass
@(lambda f: f)
def deco(): return 'deco'
print(deco(), end=''); print()
if True: pass; print('after pass')
...
print('é', 'ñ'); ünïcode = 5; print(ünïcode, 'ﬁ' == 'fi')
ﬁ = 'ligature'
print(fi)
