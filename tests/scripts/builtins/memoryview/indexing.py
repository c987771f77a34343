def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

def s(m, key, value):
    def f():
        m[key] = value
        return m.tobytes()
    t(f)

t(lambda: memoryview('a'))
t(lambda: memoryview())
t(lambda: memoryview(b'a', 1))
t(lambda: memoryview(object=b'a').tobytes())
m = memoryview(bytearray(b'abcdef'))
for key in [0, -1, 10, -7, 'a', None, 1.5, 10**30, (), (0,), (0, 1), (0, 'a'), ..., (slice(1), slice(1))]:
    t(lambda: m[key])
for key in [slice(0, 2), slice(None, None, 2), slice(None, None, -1), slice(4, 1, -2), slice(3, 3), slice(-100, 100), slice(0, 2, 0)]:
    t(lambda: m[key].tobytes())
    t(lambda: (m[key].shape, m[key].strides, m[key].nbytes, m[key].contiguous))
t(lambda: m[1:][::2][1:].tolist())
for key, value in [(0, 300), (0, 'a'), (0, b'a'), (0, 65), (-1, 66), (slice(0, 2), b'XY'), (slice(0, 2), b'XYZ'), (slice(0, 2), 'ab'), (slice(0, 2), 5), ('a', 1), (10, 1), (..., 1), ((0,), 66), ((0, 1), 66),
                   (slice(0, 6, 2), b'135'), (slice(None, None, -1), b'fedcba'), (slice(1, 4), m[0:3])]:
    s(m, key, value)
s(memoryview(b'abc'), 0, 1)
s(memoryview(b'abc'), slice(0, 1), b'a')
def delete(m):
    del m[0]
t(lambda: delete(m))
t(lambda: delete(memoryview(b'abc')))
x = memoryview(bytearray(range(6))).cast('B', [2, 3])
for key in [0, (0, 1), (0, 10), (1, -1), (0, 1, 2), (0,), (slice(1), slice(1)), 'a']:
    t(lambda: x[key])
t(lambda: (x[0:1].tolist(), x[::-1].tolist(), x[1:].shape, len(x), x.ndim))
t(lambda: list(x))
s(x, (0, 1), 77)
s(x, 0, 7)
s(x, slice(0, 1), x[1:2])
s(x, (0,), 1)
z = memoryview(b'a').cast('B', [])
for key in [(), ..., 0, slice(None)]:
    t(lambda: type(z[key]).__name__)
t(lambda: (z[()], z.tolist(), z.shape, z.nbytes, z.ndim))
t(lambda: len(z))
t(lambda: list(z))
t(lambda: list(m))
t(lambda: (type(iter(m)).__name__, list(reversed(m)), 99 in m, m.count(m[0]), m.index(m[2])))
t(lambda: m.index(5))
t(lambda: m.index(m[2], 3))
t(lambda: m.count('a'))
