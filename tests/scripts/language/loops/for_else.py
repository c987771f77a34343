def search(xs, t):
    for x in xs:
        if x == t:
            r = 'found'
            break
    else:
        r = 'missing'
    return r
print(search([1, 2], 2), search([1, 2], 3), search([], 1))
for i in range(3):
    for j in range(3):
        if j == 2: break
        if i == 1: continue
        print(i, j)
    else:
        print('never')
else:
    print('outer else', i, j)
n = 5
while n:
    n -= 1
    if n == 2: continue
    if n == 1: break
else:
    print('no')
print(n)
while n < 0: pass
else: print('while else')
for x in []: pass
else: print('empty else', 'x' in globals())
for i in range(3):
    i = 'rebound'
print(i)
for i, (a, *b) in enumerate(['xy', 'pqr']): print(i, a, b)
for [k, v] in {'a': 1}.items(): print(k, v)
for d in [{}]:
    for d['x'] in range(2): pass
print(d)
for _ in range(2): 
    for _ in range(2): print(_, end=' ')
print()
for x in (y := [1, 2]): pass
print(x, y)
for x in 1, 2, 3: print(x, end=' ')
print()
while True:
    try:
        break
    finally:
        print('finally')
for ch in 'héé': print(ch, end='')
print()
for b in b'ab': print(b, end=' ')
print()
