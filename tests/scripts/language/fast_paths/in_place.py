# Numbers and strings that are changed in place where nobody else sees them.
def big(n):
    t = 1 << 70
    seen = []
    for i in range(n):
        t += i
        if i % 3 == 0: seen.append(t)
    return t - (1 << 70), [s - (1 << 70) for s in seen]
print(big(10))

def one_line(n):
    t = 1 << 62
    for i in range(n): t += i * i
    return t
print(one_line(1000))

def down(n):
    t = (1 << 62) + 3
    for i in range(n): t += -1
    return t, type(t)
print(down(10))

def shared(n):
    t = 1 << 80
    u = t
    for i in range(n):
        t += 1
    return t - u, u == 1 << 80
print(shared(5))

def itself():
    t = 1 << 80
    t += t
    t = t + t
    return t == 1 << 82
print(itself())

def products(xs, ys):
    t = 0
    for x, y in zip(xs, ys): t += x * y
    return t
print(products([1, 2, 3], [4, 5, 6]), products([0.5, 1.5], [2.0, 4.0]), products([1 << 40] * 3, [1 << 40] * 3))
print(products([1, 2.5, 1 << 61, 2j], [3, 2, 5, 2]))

def product_of_itself(t):
    for _ in range(3): t += t * t
    return t
print(product_of_itself(3), product_of_itself(1.5), product_of_itself(1 << 65))

def text(n):
    t = ''
    parts = []
    for i in range(n): t += 'ab'
    for i in range(4):
        parts.append(t)
        t += 'é' if i == 1 else '\u20ac' if i == 2 else 'x'
    return [len(p) for p in parts], t[-5:], parts[0] == 'ab' * n
print(text(300))

def twice(s):
    for _ in range(3): s += s
    return s
print(twice('ab'))

def hashed():
    s = 'abc'
    s += 'def'
    d = {s: 1}
    s += 'ghi'
    return d, s, hash(s) == hash('abcdefghi'), s in d
print(hashed())
