a, b = 1 + 2j, 3 - 4j
print(a + b, a - b, a * b, a / b, a ** 2, a ** b, -a, +a, abs(b), a.conjugate(), a.real, a.imag, a == 1 + 2j, a != b, bool(0j), bool(1j), hash(1 + 0j) == hash(1), hash(1j))
print(complex(), complex(1), complex(1, 2), complex('1+2j'), complex(' -1.5j '), complex('inf'), complex('nan+infj'), complex(1.5, -0.0), complex('1e5-2e-3j'), complex(True), complex('j'), complex('(1+2j)'))
print(1j ** 2, 1j ** 0, 0j ** 0, 2j * 3, 1 + 1j + 1, 1 - 1j, 1.5 * 2j, 5 / 2j, 1j / 2, (2 + 0j) ** -1, 1e300j * 1e300j, -0j, 0j, -(0j), 1 - 0j, complex(-0.0, -0.0), [1j, -1j], str(1 + 0j), repr(-1.5 - 2.5j), 1e20j, complex(float('nan'), float('inf')))
print(f'{a:.2f} {a} {a:10} {a:+.1e}', format(a, '>12'), '{:,}'.format(1234.5 + 6789j), (3 + 4j).__abs__(), a.__class__)
class C:
    def __complex__(self): return 9j
print(complex(C()), complex(1 + 1j, 2) if False else complex(C()))
for f in (lambda: a < b, lambda: a // b, lambda: a % b, lambda: divmod(a, b), lambda: int(a), lambda: float(a), lambda: complex('a'), lambda: complex('1+2'), lambda: complex('1 + 2j'), lambda: complex(''), lambda: complex(None), lambda: complex('1', 2), lambda: a / 0, lambda: 0j ** -1, lambda: 0j ** 1j, lambda: round(a), lambda: a & 1, lambda: complex(1, '2'), lambda: pow(a, 2, 3), lambda: f'{a:d}', lambda: f'{a:05}', lambda: a.real.x, lambda: max(1j, 2j), lambda: complex([])):
    try:
        print(f())
    except (TypeError, ValueError, ZeroDivisionError, AttributeError, OverflowError) as e:
        print(type(e).__name__, e)
