def permutations(items):
    if not items:
        yield ()
    for i, x in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield (x, *rest)

print(list(permutations([1, 2, 3])))

def hanoi(n, a, b, c):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)

print(' '.join(hanoi(3, 'a', 'b', 'c')))

class Node:
    def __init__(self, v, l=None, r=None):
        self.v, self.l, self.r = v, l, r
    def __iter__(self):
        if self.l:
            yield from self.l
        yield self.v
        if self.r:
            yield from self.r

print(list(Node(4, Node(2, Node(1), Node(3)), Node(5))))

def deep(n):
    if n:
        yield from deep(n - 1)
    yield n

print(sum(deep(200)))

def queens(n, row=0, cols=()):
    if row == n:
        yield cols
        return
    for c in range(n):
        if all(c != k and abs(c - k) != row - r for r, k in enumerate(cols)):
            yield from queens(n, row + 1, cols + (c,))

print(next(queens(6)), sum(1 for _ in queens(6)))
