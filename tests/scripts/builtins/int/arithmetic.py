for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2), (0, 5), (2 ** 64, 3), (-2 ** 64, 7), (10 ** 30, -10 ** 15), (6, 3)):
    print(a + b, a - b, a * b, a // b, a % b, divmod(a, b), a / b)
print(2 ** 100, (-3) ** 3, 2 ** 0, 0 ** 0, pow(2, 10, 1000), pow(3, -1, 7), pow(-2, 3, 5), 2 ** -2, (-8) ** 2, pow(2, 100, 10 ** 9 + 7))
print(1 << 70, -1 << 3, 2 ** 70 >> 68, -5 >> 1, -1 >> 100, 5 & 3, -5 & 3, 5 | -8, 5 ^ -3, ~0, ~2 ** 65, -2 ** 65 & 2 ** 66 - 1)
print(2 ** 62 + 2 ** 62, 2 ** 63 - 1 + 1, -2 ** 63 - 1, 4611686018427387903 + 1, -4611686018427387904 - 1, 3037000500 * 3037000500, 2 ** 127 * 2, 2 ** 128 - 2 ** 128, 99999999999 * 99999999999)
f = 1
for i in range(1, 60): f *= i
print(f, f // 2 ** 50, f % 1000003, -f // 12345678901234567890)
print(10 ** 40 // 10 ** 20, 10 ** 40 % (10 ** 20 + 1), (10 ** 40 + 1) // -(10 ** 20), 123456789 ** 5, sum(range(10 ** 6)))
print(5 == 5.0, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 10 ** 400 > 1e308, -10 ** 400 < -1e308, 1 < 1.5 < 2, hash(2 ** 61 - 1), hash(-1), hash(2 ** 61), hash(10 ** 30) == hash(10.0 ** 30) or True)
for g in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: divmod(1, 0), lambda: 0 ** -1, lambda: 1 << -1, lambda: 1 >> -1, lambda: pow(2, -1, 4), lambda: pow(2, 3, 0), lambda: 1 + '1', lambda: 1 @ 1, lambda: 10 ** 400 / 3, lambda: float(10 ** 400), lambda: 1 << 2 ** 80, lambda: pow(1.5, 2, 3), lambda: 2 < 1j, lambda: 10 ** 400 * 1.0, lambda: int.__add__('a', 1)):
    try:
        print(g())
    except (ZeroDivisionError, ValueError, TypeError, OverflowError, MemoryError) as e:
        print(type(e).__name__, e)
