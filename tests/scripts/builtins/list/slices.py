l = list(range(6))
l[1:3] = 'xyz'
print(l)
l[1:4] = []
print(l)
l[::2] = ['a', 'b']
print(l)
del l[::2]
print(l)
l[5:2] = [9]
print(l)
l[0:0] = l
print(l)
l[:] = (x for x in range(4))
print(l, l[-100:100], l[2:1], l[::-1], l[-1:0:-2])
l[1:-1] = {7: 0}
print(l)
l[10:20] = [1, 2]
print(l)
l[::-1] = list(range(5))
print(l)
del l[1::2], l[-1:]
print(l)
m = [[0] * 2] * 2
m[0][0] = 1
print(m)
n = [[0] * 2 for _ in range(2)]
n[0][0] = 1
print(n)
for code in ('l[::2] = [1]', 'l[0:1] = 5', 'l["a"] = 1', 'l[0:"a"] = []', 'del l["a"]', 'l[::0] = []', 'del l[10]', 'l[10] = 1'):
    try:
        exec(code)
    except (TypeError, ValueError, IndexError) as e:
        print(code, '|', e)
