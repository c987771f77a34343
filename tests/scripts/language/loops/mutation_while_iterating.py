l = [1, 2, 3]
for x in l:
    if x < 10: l.append(x * 10)
    if len(l) > 6: break
print(l)
l = [1, 2, 3, 4]
for x in l: l.remove(x)
print(l)
d = {1: 1}
try:
    for k in d: d[k + 1] = 1
except RuntimeError as e:
    print(e)
try:
    for k in d: del d[k]; d['n'] = 1
except RuntimeError as e:
    print(e)
s = {1}
try:
    for x in s: s.add(x + 1)
except RuntimeError as e:
    print(e)
d = {1: 1, 2: 2}
for k in d: d[k] += 10
print(d)
for k in list(d): del d[k]
print(d)
it = iter([1, 2, 3])
for x in it:
    print(x, next(it, None))
l = [0]
it = iter(l)
print(list(it)); l.append(1); print(list(it))
l = list(range(5))
it = reversed(l)
l.pop(); l.pop()
print(list(it))
i = 0
r = range(i, 3)
for x in r: i = 100
print(x, r)
for x in range(10)[2:8:3]: print(x, end=' ')
print()
