print([[i * j for j in range(3)] for i in range(3)])
print([x for row in [[1, 2], [3], []] for x in row])
print([(a, b, c) for a in range(2) for b in range(a, 2) for c in range(b, 2)])
m = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in m] for i in range(3)])
print({a: {b: a + b for b in range(2)} for a in range(2)})
print([[[k for k in range(j)] for j in range(i)] for i in range(3)])
print(sum(x * y for x in range(4) for y in range(4) if (x + y) % 2))
print([y for x in range(5) for y in [x * x] if y > 3])
def f(n):
    return [[(i, j, n) for j in range(i)] for i in range(n)]
print(f(3))
print([lambda: (i, j) for i in range(2) for j in range(2)][0]())
print([[(lambda: (i, j))() for i in range(2)] for j in range(2)])
