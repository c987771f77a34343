a = b = 1
x, (y, *z) = 1, (2, 3)
a, b = b, a
o.p.q += 1
s[i:j] += t
s[1:2] = u
s[k] = v
del a, o.p, s[0]
n: int = 3
