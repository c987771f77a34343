print(0, 00, 1_000_000, 0xDEAD_beef, 0b1111_0000, 0o777, 0XfF, 0B1, 0O7, 2 ** 64, -2 ** 63)
print(1.0, 1., .1, 1e10, 1E-5, 1.5e+3, 1_0.5_0, 1e400, -1e400, 1e-400, 0.1 + 0.2, 1e16, 1e15, 123456789.123456789)
print(1j, 1.5J, 0j, 1e2j, 2 + 3j, -1j, 1 - 0j, 00.5, 09.5, 1_000j)
print(int('0x1f', 16), int('  12  '), int('-0b11', 0), float('1e3'), complex('1+2j'), int('1_000'))
print(9007199254740993, 9007199254740993.0, 123456789012345678901234567890, 0xFFFFFFFFFFFFFFFFFFFFFFFF)
print(1 .real, 1.0.real, (1).bit_length(), 1..is_integer(), 5 .__add__(3), 0x1.real if False else 'skip')
print(1if 1else 2, [1for _ in [0]], 1and 2)
for source in ('1_', '_1 = 1; 1__0', '0x', '0b2', '0o8', '08', '1e', '0_7', '1.e_5', '1a', '0xg', '1__0', '5x', '0b1e', '1_000_', '012', '1.5.5', '1jx', '0_', '00_1', '1e+', '0xfor'):
    try:
        print('ok', source, eval(source))
    except (SyntaxError, NameError) as e:
        print(source, '|', e.msg if isinstance(e, SyntaxError) else e)
