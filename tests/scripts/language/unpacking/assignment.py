a, b = 1, 2
a, b = b, a
print(a, b)
(c), [d, (e, f)] = 3, (4, 'xy')
print(c, d, e, f)
g, *h = range(4)
*i, j = 'abc'
k, *l, m = [1, 2]
print(g, h, i, j, k, l, m)
[*n] = {1: 'a', 2: 'b'}
print(n)
x = y = z = []
print(x is y is z)
o = p, q = 5, 6
print(o, p, q)
lst = [0, 1, 2]
lst[0], lst[lst[0]] = 1, 'idx'
print(lst)
class A: pass
A.x, A.y = lst[1:]
print(A.x, A.y)
i = 0
i, lst[i] = 2, 'seen'
print(i, lst)
for bad in ('a, b = 1, 2, 3', 'a, b = 1,', 'a, *b, c = 1,', 'a, b = 5', 'a, b = {1}', 'a, = None', '[] = 1,', 'a, b = iter([1])'):
    try:
        exec(bad)
    except (ValueError, TypeError) as e:
        print(bad, '|', e)
(r,) = [7]
print(r)
[] = ()
() = []
def f():
    global gl
    gl, loc = 1, 2
    return loc
print(f(), gl)
