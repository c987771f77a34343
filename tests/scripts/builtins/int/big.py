a = 3 ** 200
b = 7 ** 150
print(a, b, a * b, a // b, b % a, a - b, a & b, a | b, a ^ b, a >> 100, b << 50, -a // b, -a % b, a == a + 0, a > b, a < b, sep='\n')
print(pow(a, 3, b), divmod(a * b + 12345, a) == (b, 12345), (a * b) // b == a, int(str(a)) == a, int(hex(a), 16) == a, int(bin(b), 2) == b, a ** 2 == a * a, (a + b) ** 2 == a * a + 2 * a * b + b * b)
def fib(n):
    x, y = 0, 1
    for _ in range(n): x, y = y, x + y
    return x
print(fib(300), fib(1000) % 10 ** 20)
def isqrt(n):
    x = n
    y = (x + 1) // 2
    while y < x: x, y = y, (y + n // y) // 2
    return x
print(isqrt(10 ** 60 + 12345), len(str(2 ** 4000)), 2 ** 4000 % 997)
def gcd(x, y):
    while y: x, y = y, x % y
    return x
print(gcd(2 ** 200 * 3 ** 50, 6 ** 60), sum(int(c) for c in str(2 ** 1000)))
print(0x7fffffffffffffff + 1, -0x8000000000000000 - 1, 0xffffffffffffffff * 0xffffffffffffffff, (1 << 64) - 1, (1 << 128) - 1, -(1 << 128), (1 << 63) * -1, (2 ** 64) // -1, 2 ** 63 // 2 ** 63, 5 % 2 ** 65, -5 % 2 ** 65, -5 // 2 ** 65)
