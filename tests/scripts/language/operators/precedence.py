print(2 + 3 * 4, (2 + 3) * 4, 2 ** 3 ** 2, -2 ** 2, (-2) ** 2, 2 ** -1, not 1 == 2, -3 // 2, -3 % 2, 7 // -2, 7 % -2)
print(1 + 2 << 3, 1 << 2 + 3, 6 & 3 | 8 ^ 1, ~5, ~-5, - -5, +-+5, 1 | 2 == 2, 5 & 6 == 6)
print(1 < 2 == 2, 1 < 2 < 3, (1 < 2) < 3, 3 > 2 > 1, 1 == 1 in [1], not 1 in [1], 1 not in [1] == False)
print(1 or 2 and 3, (1 or 2) and 3, not 0 and 1, not (0 and 1), 0 or [] or {}, 1 and 2 and 0 and 3)
print(1 if 0 else 2 if 0 else 3, (lambda x: x, 1)[1], [1, 2][0] + 1, 'a' 'b' * 2, -'abc'.find('c'))
print(10 - 5 - 2, 100 / 10 / 2, 2 * 3 % 4, 7 // 2 * 2, 2 ** 2 * 3, 5 - -3, 1 - 1 + 1)
print(True + True, True * 5, 3 == 3.0 == 3 + 0j, 1 is 1, None is None, None == False, 0 == False, '' == False)
print(1 < 2 != 3 > 1, 'a' < 'b' < 'c', [1] < [1, 0], (1, 2) < (1, 3), 'Z' < 'a', [] < [0])
x = 5
x += 1; x -= 2; x *= 3; x //= 2; x **= 2; x %= 7; x <<= 3; x >>= 1; x |= 1; x &= 7; x ^= 2
print(x)
x /= 2
print(x)
a = b = [1]
a += [2]
print(b, a is b)
a = a + [3]
print(b, a is b)
t = (1,)
t += (2,)
print(t, await_ if (await_ := 0) else 'no')
print(1_000, 0x_ff, 0b1010, 0o17, 1e3, .5, 5., 1_0.0_1, 1j, 0xFFFFFFFFFFFFFFFFFFFF)
