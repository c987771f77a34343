x = (1, 2, (3, "four", b"five", 6.0, 7j, None, ...))
y = [1, 2, 3]
z = {1, 2, 3}
w = {"a": 1, **y, "b": 2}
v = -1 + 2 * 3 - ~4
u = "ab" * 3 + "c"
t = "%s and %r" % (x, y)
s = f"{x!r:>{w}} {y=}"
r = t"{x}text{y!s:z}"
q = [*y, *z, 1]
p = z[1:2], z[:-1], z[a:b], z[a:b:c]
for i in [1, 2, 3]:
    i in {4, 5}
