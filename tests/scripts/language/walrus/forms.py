if (n := len('abc')) > 2: print(n)
while (n := n - 1): print('loop', n)
print([y := 1, y + 1, y ** 2], (a := 1, b := 2), (c := (d := 5)))
def f(x, y=(z := 9)): return x, y
print(f(k := 3), k, z, f(x=(q := 4)), q)
l = [1, 2, 3]
print(l[(i := 1)], l[i:(j := 3)], {(m := 'k'): (v := 'v')}, m, v)
print((w := 1) if (t := True) else 0, not (u := 0), (p := 1) + (r := 2), p, r)
lam = lambda: (inner := 5) + inner
print(lam(), 'inner' in globals())
total = 0
print([total := total + x for x in range(4)], total)
print(any((hit := x) % 3 == 2 for x in range(9)), hit)
assert (s := 'asserted')
print(s, f'{(fs := 1)}', fs)
def g():
    if (x := 1) and (y := 0) or (z := 2): return x, y, z
print(g())
def h(): return (yield (w := 3))
print(next(h()))
class C:
    if (attr := 5): pass
print(C.attr)
for source in ('x := 1', '(a.b := 1)', '(a[0] := 1)', '((a, b) := 1)', 'f(x=y:=1)', 'lambda: x := 1', '(x := 1) = 2', 'del (x := 1)', 'def f(x=y:=1): pass',
               'x = y := 1', '[x := 1, 2]', 'f(x := 1)', '{x := 1}', 'a[x := 1]', 'a[b:=1, c:=2]', '(x := *y)', '(None := 1)', '@x := f\ndef g(): pass', 'with x := 1: pass', 'x: y := 1', '(x: int := 1)'):
    try:
        compile(source, '', 'exec')
        print('ok', source)
    except SyntaxError as e:
        print(source, '|', e.msg)
