from __future__ import annotations
x: undefined = 1
def f(a: undefined, b: x + 1 = 2, *c: [i for i in range(3)], d: 'quoted', **e: lambda z: z) -> dict[str, int]: pass
print(f.__annotations__)
class C:
    y: C
    z: list[undefined] = []
    if True:
        w: (1, 2)
print(C.__annotations__, __annotations__)
def g(a: not b, c: -d ** 2, e: f'{x!r:>5}', g: a if b else c, h: a[1:2, ...], i: {**a}, j: (yield_), k: a.b.c(1, *d, e=2), l: 1 < 2 in 3, m: (a, ), n: 'x' "y", o: b'z', p: 1.5e10, q: {1: 2}, r: {1, 2}, s: a @ b or c and d): pass
for k, v in g.__annotations__.items(): print(k, v)
