# Slices and sorts of builtin sequences, by their short ways.
def cut(s):
    return [s[1:3], s[:2], s[-2:], s[5:2], s[:], s[-100:100], s[2:None], s[True:3], s[::2], s[::-1]]
for s in ([1, 2, 3, 4], (1, 2, 3, 4), 'abcd', 'aé€d', b'abcd', range(4)):
    print(cut(s))
t, s, l = (1, 2), 'ab', [1, 2]
print(t[:] is t, s[:] is s, l[:] is l, t[0:2] is t, s[0:5] is s)
class L(list):
    def __getitem__(self, i): return ('L', i)
print(L('ab')[1:2], L('ab')[:])
big = 1 << 70
print('abcd'[-big:big], [1, 2][big:], (1, 2)[:-big])
for bad in (lambda: 'ab'['x':], lambda: [1][1.5:], lambda: (1,)[:'y']):
    try: bad()
    except TypeError as e: print(e)

print(sorted([3, -1, 2, -(1 << 61), 1 << 61, 0]), sorted([3, -1, 2], reverse=True))
print(sorted([1 << 70, 3, -(1 << 70)]), sorted([True, 0, 2, False]))
print(sorted([2.5, -1.0, 0.0, -0.0, 1e300, -1e-300]), sorted([0.0, -0.0]), sorted([-0.0, 0.0]), sorted([-0.0, 0.0], reverse=True))
print(sorted([2.5, -1.0, 0.5, 3.25], reverse=True), sorted([1.5, 1, 0.5, 2]))
print(sorted([float('inf'), -1.0, float('-inf'), 2.0]))
words = ['abcdefghij', 'abcdefgh', 'abcdefghi', '', 'a', 'a\0', 'b', 'abcdefghia', 'Z']
print(sorted(words), sorted(words, reverse=True)[:3])
print(sorted(words + ['é', 'ab€', '\u20ac', 'abcdefg\xff', '\U0001f600']))
pairs = [('b', 1), ('a', 2), ('b', 0), ('a', 1)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True))
