print(int(), int('42'), int(' -7 '), int('+5'), int('1_000'), int('ff', 16), int('0xff', 16), int('0b101', 0), int('0o17', 0), int('z', 36), int('10', 2), int(3.99), int(-3.99), int(True), int(b'12'), int('٣'), int(1e20), int('0', 0), int('00', 0))
print(bin(10), oct(64), hex(255), bin(-5), hex(-255), hex(2 ** 70), str(2 ** 100), repr(-10 ** 25), f'{255:x} {255:b} {10 ** 20:,}', format(-255, '#x'), '%d' % 10 ** 20)
print((5).bit_length(), (-5).bit_length(), (0).bit_length(), (2 ** 70).bit_length(), (255).bit_count(), (-7).bit_count(), (5).conjugate(), (5).numerator, (5).denominator, (5).real, (5).imag, (5).as_integer_ratio(), (5).is_integer(), (5).__index__(), (-5).__abs__(), (5).__trunc__())
print((1000).to_bytes(2), (1000).to_bytes(4, 'little'), (-2).to_bytes(2, 'big', signed=True), int.from_bytes(b'\x03\xe8'), int.from_bytes(b'\xff\xfe', 'big', signed=True), int.from_bytes([1, 2], 'little'), (0).to_bytes(), (2 ** 70).to_bytes(9).hex())
print(round(15, -1), round(25, -1), round(-15, -1), round(1234, -2), round(5), round(5, 2), round(2 ** 70, -20), abs(-5), abs(-2 ** 70), float(5), complex(5), bool(0), bool(-1), int.from_bytes(b''))
class I:
    def __int__(self): return 7
class X:
    def __index__(self): return 8
print(int(I()), int(X()), hex(X()), [0] * X(), range(X())[-1], (1, 2, 3, 4, 5, 6, 7, 8, 9)[X()], bin(X()))
for f in (lambda: int('a'), lambda: int('1.5'), lambda: int(''), lambda: int(' '), lambda: int('1__0'), lambda: int('_1'), lambda: int('08', 0), lambda: int('8', 8), lambda: int('1', 1), lambda: int('1', 37), lambda: int(1.5, 10), lambda: int(None), lambda: int([]), lambda: int(float('nan')), lambda: int(float('inf')), lambda: int('1' * 5000), lambda: str(10 ** 5000), lambda: (256).to_bytes(1), lambda: (-1).to_bytes(1), lambda: (1).to_bytes(-1), lambda: (1).to_bytes(1, 'mid'), lambda: hex(1.5), lambda: int('1', base='a'), lambda: int(b'\xff'), lambda: int('1\x00'), lambda: round(5, 1.5), lambda: int(x=5), lambda: int('1', 2, 3)):
    try:
        print(f())
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
