print(0.1, 1.0, -0.0, 1e16, 1e15, 123456789012345680.0, 1e22, 1e23, 1.5e300, 5e-324, 1e-4, 1e-5, 0.1 + 0.2, 1 / 3, 2 / 3, 100.0, 1e100, 3.0e-10, 9007199254740993.0, float('inf'), -float('inf'), float('nan'), 1.7976931348623157e308, 2.2250738585072014e-308, 4.35, 0.3, 2.675, 1e21, 12345.678)
print(str(1.1), repr(1.1), f'{1.1}', [1.1], 1.0 * 3, 10.0 ** 15, 10.0 ** 16, 0.1 * 3, 1e-7 * 3, 123456.789e3)
print(float('1.5'), float(' 1e3 '), float('-inf'), float('Infinity'), float('NAN'), float('1_0.5'), float('.5'), float('5.'), float('1e-400'), float('1e400'), float(10 ** 20), float(True), float(b'2.5'), float('+1'), float(), float('٣'))
print((1.5).hex(), (0.1).hex(), (-0.0).hex(), float.fromhex('0x1.8p+1'), float.fromhex('-0x.1'), (5e-324).hex(), float('inf').hex(), (1.5).as_integer_ratio(), (0.1).as_integer_ratio(), (2.0).is_integer(), (2.5).is_integer(), (1e300).as_integer_ratio()[1], float.fromhex('inf'), float.fromhex('1e5'))
for f in (lambda: float('a'), lambda: float(''), lambda: float('1e'), lambda: float(None), lambda: float('1__0'), lambda: float([]), lambda: float('0x10'), lambda: float(1j), lambda: float('inf').as_integer_ratio(), lambda: float('nan').as_integer_ratio(), lambda: float.fromhex('z'), lambda: float(10 ** 400), lambda: float('1', '2'), lambda: float.fromhex('0x1p5000')):
    try:
        print(f())
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
