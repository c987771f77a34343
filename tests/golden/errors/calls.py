f(a b)
#%%
f(a, b c)
#%%
f(a b, c)
#%%
dict(a=1 b=2)
#%%
f(a=1, b)
#%%
f(a=1, b, c)
#%%
f(**a, b)
#%%
f(**a, *b)
#%%
f(a=1, *b)
#%%
f(a=1, **b, *c)
#%%
f(a, **b, *c, d)
#%%
f(x for x in y, 1)
#%%
f(1, x for x in y)
#%%
f(x for x in y, z for z in w)
#%%
f(x for x in y,)
#%%
f(a, x for x in y, b)
#%%
f(x for x in y for)
#%%
f(a=x for x in y, b)
#%%
f(*)
#%%
f(**)
#%%
f(*a b)
#%%
f(,)
#%%
f(a,,b)
#%%
f(a;b)
#%%
f(
#%%
f(a
#%%
f(a,
#%%
f(a, b
g(c)
#%%
f)
#%%
f(]
#%%
f([)
#%%
f(a
  ]
#%%
f(
  [a
  )
#%%
(a, b
c = 1
#%%
x = [1, 2
y = 3
#%%
x = {1: 2
y = 3
#%%
x = (1,
2
#%%
x = [1,2)
#%%
x = {1, 2]
#%%
)
#%%
]
#%%
}
#%%
x = (]
#%%
[1 2]
#%%
[1, 2 3]
#%%
(1 2)
#%%
{1 2}
#%%
{1: 2 3: 4}
#%%
{1:2, 3}
#%%
{1, 2: 3}
#%%
{1:}
#%%
{1:, 2: 3}
#%%
{1: 2, 3:}
#%%
{1: 2, 3: , 4: 5}
#%%
{1: *a}
#%%
{1: **a}
#%%
{*a: 1}
#%%
{**a: 1}
#%%
{1: 2, *a}
#%%
{1: 2, *a: 3}
#%%
{1: 2, 3: *a}
#%%
{1: 2, 3: **a}
#%%
{**a, b}
#%%
{**a if b else c, 1: 2}
#%%
{1: 2, **}
#%%
{:}
#%%
{,}
#%%
[,]
#%%
(,)
#%%
[**a]
#%%
(**a, b)
#%%
{**a, *b}
#%%
[*a for a in b]
#%%
(*a for a in b)
#%%
{*a for a in b}
#%%
{**a for a in b}
#%%
{a: b, for a in b}
#%%
[a, b for a in c]
#%%
[a, b, c for a in c]
#%%
{a, b for a in c}
#%%
[a, for a in c]
#%%
{a, for a in c}
#%%
(a, b for a in c)
#%%
[a for a b in c]
#%%
[a for a in]
#%%
[x for x in range(3) if]
#%%
[x for x in range(3) if y else z]
#%%
[x for x in a, b]
#%%
[x async for]
#%%
[for x in y]
#%%
[x if y for x in z]
#%%
[x in y for x in y for z]
#%%
(x for x in y z)
#%%
print('a' 'b' c)
#%%
print('a' b 'c')
#%%
x = ("a" b "c")
#%%
x = "a" b "c"
#%%
"a" b
#%%
a "b"
#%%
f(a "b")
#%%
f("a" b)
#%%
f(ur"b")
#%%
f(fb"b")
#%%
x = ub"a"
#%%
x = bt"a"
#%%
x = ft"a"
#%%
x = rbr"a"
#%%
b"a" "b"
#%%
"a" b"b"
#%%
f"a" b"b"
#%%
t"a" "b"
#%%
"b" t"a"
#%%
f"b" t"a"
#%%
t"a" t"b" b"c"
#%%
x = (a, b, c
     d, e)
#%%
x = [
  a,
  b
  c,
]
#%%
x = {
  'a': 1
  'b': 2
}
#%%
x = {
  'a': 1,
  'b' 2
}
#%%
foo(a, b for b in range(5), c)
#%%
a[b c]
#%%
a[b, c d]
#%%
a[1:2 3]
#%%
a[*]
#%%
a[**b]
#%%
a[b=1]
#%%
a[]
#%%
a.
#%%
a..b
#%%
a.b.
c
#%%
a.None
#%%
a.class
#%%
a(b).if
#%%
f(a, b)(c d)
#%%
f(a)(b)[c d]
#%%
f(a := 1, b := 2 c)
#%%
f(a := )
#%%
f(a.b := 1)
#%%
f(a=b:=1)
#%%
f(a=b=c)
#%%
f(a if b)
#%%
f(lambda x y: 1)
#%%
f(lambda: )
#%%
def f(a, a): pass
def g(a b): pass
#%%
def f(a=1, b): pass
#%%
def f(a=1, b, c=2): pass
#%%
def f(a=1, /, b): pass
#%%
def f(a=1, b, /): pass
#%%
def f(/): pass
#%%
def f(/, a): pass
#%%
def f(a, /, b, /): pass
#%%
def f(a, /, /): pass
#%%
def f(*, /): pass
#%%
def f(*a, /): pass
#%%
def f(a, *, b, /): pass
#%%
def f(a, / *b): pass
#%%
def f(*): pass
#%%
def f(*,): pass
#%%
def f(*, **k): pass
#%%
def f(a, *): pass
#%%
def f(*a, *b): pass
#%%
def f(*, *): pass
#%%
def f(*, a, *): pass
#%%
def f(*a=1): pass
#%%
def f(**a=1): pass
#%%
def f(**a, b): pass
#%%
def f(**a, *b): pass
#%%
def f(**a, **b): pass
#%%
def f(**a, /): pass
#%%
def f(**a,): pass
#%%
def f(a=): pass
#%%
def f(a=, b): pass
#%%
def f(a, (b, c)): pass
#%%
def f((b, c)): pass
#%%
def f((b)): pass
#%%
def f(a, (b)): pass
#%%
def f(1): pass
#%%
def f(a.b): pass
#%%
def f("a"): pass
#%%
def f(a:): pass
#%%
def f(a: int = ): pass
#%%
def f(a, b: int c): pass
#%%
def f(None): pass
#%%
def f(*None): pass
#%%
def f(a, *b: *c, d): pass
def g(**b: *c): pass
#%%
def f(a: *b): pass
#%%
def f(a, ): pass
def g(, a): pass
#%%
def f(a,,b): pass
#%%
lambda a=1, b: 1
#%%
lambda /: 1
#%%
lambda /, a: 1
#%%
lambda a, /, b, /: 1
#%%
lambda *: 1
#%%
lambda *,: 1
#%%
lambda *, **k: 1
#%%
lambda *a, *b: 1
#%%
lambda *a=1: 1
#%%
lambda **a=1: 1
#%%
lambda **a, b: 1
#%%
lambda **a, *b: 1
#%%
lambda a, (b, c): 1
#%%
lambda (b, c): 1
#%%
lambda (b): 1
#%%
lambda a=: 1
#%%
lambda a=, b: 1
#%%
lambda *a, /: 1
#%%
lambda a / *b: 1
#%%
lambda a, / *b: 1
#%%
lambda 1: 1
#%%
lambda a: b: c
#%%
(lambda a: b c)
