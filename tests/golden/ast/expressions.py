a or b or c and d and not e
(a or b) or c
a if b else c if d else e
lambda: (yield)
a < b <= c != d is not e not in f is g in h
a | b ^ c & d << e >> f + g - h * i / j // k % l @ m
-a ** -b ** ~+c
(a + b) * c
await a.b[c](d)
a.b.c(d)(e)[f]
f()
f(a, *b, c=1, *d, **e, f=2)
f(x for x in y)
f(a, (x for x in y), z := 1)
f(*a if b else c)
x[a]
x[a, b]
x[a,]
x[:]
x[a:b:c, ::d, :e, f:]
x[*a]
x[*a, b:c]
x[a := 1]
x[*a or b]
()
(a)
(a,)
(a, *b)
((a, b), c)
[]
[a]
[a, *b, c,]
{}
{a}
{a, *b}
{a: b}
{a: b, **c, d: e,}
[x for x in y]
[x async for x, *y in z if a if b for c in d]
{x for x in y}
{x: y for x, y in z}
(x for x in y)
[(yield)]
...
None, True, False
0, 123456789012345678, 9223372036854775808, 1_000
0xFF, 0o17, 0b101, 00, 0xFFFFFFFFFFFFFFFFFF
1.5, 1., .5, 1e10, 1E-5, 1_0.0_1, 1e400, 1e16, 0.0001, 0.00001
1j, 1.5J, 1e3j, 100j
a = (b
     + c)
(a
).b
ﬁne, ªb
a if b else lambda: c
not a == b
