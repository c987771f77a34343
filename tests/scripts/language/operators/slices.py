l = list(range(10))
print(l[2:5], l[:3], l[7:], l[:], l[::2], l[::-1], l[5:2:-1], l[-3:], l[:-3], l[-1:-4:-1], l[100:], l[:100], l[5:2], l[::100])
s = 'abcdefg'
print(s[1:-1], s[::-2], s[-100:2], s[3], s[-1], s[len(s):], s[2:2])
print((1, 2, 3)[1:], b'abc'[1:], range(10)[2:8:2], bytearray(b'xyz')[::-1])
l[2:5] = ['a']
print(l)
l[1:1] = [10, 20]
print(l)
l[::2] = ['e'] * len(l[::2])
print(l)
l[:] = []
print(l)
l[5:] = 'xyz'
print(l)
l[-1:] = []
print(l)
for bad in ('l[::2] = [1, 2, 3]', 'l[1:2] = 5', 'l["a"]', 'l[1.0]', 'l[::0]', 'l["a":]', 's[0] = "x"', 's[1:2] = "x"', 'del s[0]', 'l[99]', 's[99]', '()[0]', 'l[None]', 'l[99] = 1', 'del l[99]', 'range(3)[5]', 'b""[0]', '5[1:2]', 'del (1, 2)[0]'):
    try:
        exec(bad)
    except (TypeError, ValueError, IndexError) as e:
        print(bad, '|', type(e).__name__, e)
print(slice(1, 2), slice(None), slice(1, 10, 2).indices(5), slice(5).stop, slice(1, 2) == slice(1, 2), slice(-1, None, -1).indices(3))
class K:
    def __getitem__(self, k): return k
    def __index__(self): return 2
k = K()
print(k[1:2], k[1:2, ::3, ...], k[:], k[()], k[1,], k[lambda: 1].__name__, k[x := 5], k['a':'b':None])
m = list(range(5))
print(m[k], m[k:], m[:k])
del m[1:3], m[-1]
print(m)
del m[::]
print(m)
print([1, 2, 3][True], 'abc'[False], [*range(5)][-True])
print(hash(slice(1, 2)) == hash(slice(1, 2)), max([1, 2, 3][1:]))
