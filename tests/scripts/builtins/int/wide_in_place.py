# Results of 128-bit arithmetic may take the place of a temporary, never of a value somebody holds.
def mix(n):
    a = (1 << 100) + n
    b = a
    c = (a ^ n) - 3 + (a & b) | 7
    a += n
    a ^= b
    a -= 1 << 90
    kept = [a, b, c]
    a *= 5
    d = (a + 1) * 1
    e = -(-a + 2) - a
    return kept, a, d, e, b is kept[1], (b - 1 << 1) ^ (b + 1)
for n in (0, 1, -7, 2**62, -2**63, 2**99):
    print(mix(n))
x = 2**127 - 1
print(x + 1, x - -1, x * 2, -x - 2, x ^ -1, x & -x, x | 2**127, (x + 0) + 1, x)
y = 2**64
z = y
y |= 1
print(y, z, y is z, (y - z) + (z - y), [y := y + y for _ in range(4)], y)
