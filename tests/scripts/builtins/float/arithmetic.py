inf, nan = float('inf'), float('nan')
for a, b in ((7.5, 2.0), (-7.5, 2.0), (7.5, -2.0), (-7.5, -2.0), (0.0, -3.0), (1e20, 3.0), (5.0, inf), (-5.0, inf), (0.3, 0.1)):
    print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))
print(2.0 ** 0.5, 2.0 ** -1, (-2.0) ** 2, (-8.0) ** (1 / 3), 0.0 ** 0, inf ** 0, 1 ** inf, (-1.0) ** inf, 0.5 ** inf, 2 ** 1023 * 2.0, -0.0 ** 2, 4 ** 0.5, 10 ** -2)
print(inf - inf, inf * 0, inf + 1, -inf < inf, nan == nan, nan != nan, nan < 1, nan > 1, inf == inf, 0.0 == -0.0, max(nan, 1.0), min(1.0, nan), inf // 1, inf % 1, 1 % inf, -1 % inf, -1 // inf)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(0.5), round(1.5), round(1e20), round(5.015, 2), round(-0.4), round(2.5, 0), round(1e300, 5), round(12.5, -1), round(5e-324, 300))
print(int(1e20), abs(-1.5), -1.5, +1.5, bool(0.0), bool(nan), 1.5 == 1.5, 1 + 1.5, 1.5 * 2, 3 / 2, 4 / 2, 7 // 2.0, 1.0.conjugate(), (1.5).real, (1.5).imag, hash(1.0), hash(0.5), hash(inf), hash(-inf), hash(1e20) == hash(10 ** 20), (2.7).__trunc__(), (2.7).__floor__(), (2.1).__ceil__(), sum([0.1] * 10), sum([1e16, 1, -1e16]))
for f in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1.0, 0.0), lambda: 0.0 ** -1, lambda: 10.0 ** 400, lambda: int(nan), lambda: int(inf), lambda: round(nan), lambda: round(inf), lambda: 1.5 << 1, lambda: 1.5 & 1, lambda: ~1.5, lambda: 1.5 + 'a', lambda: pow(2.0, 2, 3), lambda: [1][1.0], lambda: 1.5 < 'a', lambda: round(1.5, 'a'), lambda: -inf // 0, lambda: (-1.0) ** 0.5 < 1, lambda: 1e400 ** 2 - 1e308 ** 2):
    try:
        print(f())
    except (ZeroDivisionError, OverflowError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
