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

m = memoryview(bytearray(b'abcdefgh'))
for arguments in [('H',), ('I',), ('Q',), ('x',), (5,), ('<H',), ('@h',), ('B', [2, 4]), ('B', (2, 2, 2)), ('B', [3, 2]), ('B', 5), ('B', [0, 8]), ('B', ['a']), ('B', [-1, -8]), ('B', []), ('d',), ('f', [2]), ('c',), ('?',), ('e',)]:
    t(lambda: m.cast(*arguments).tolist())
t(lambda: m[::2].cast('H'))
t(lambda: m.cast('H').cast('I'))
t(lambda: m[:6].cast('I'))
t(lambda: m.cast('H').cast('B').tolist())
x = m.cast('B', [2, 4])
t(lambda: (x.shape, x.strides, x.suboffsets, x.ndim, x.c_contiguous, x.f_contiguous, x.contiguous, x.nbytes, x.itemsize))
t(lambda: x.cast('H').shape)
t(lambda: x.cast('H', [4]).tolist())
t(lambda: x.cast('B', [4, 2]))
t(lambda: (x.tobytes(), x.tobytes('F'), x.tobytes(order='A'), x.tobytes(None)))
t(lambda: x.tobytes('Z'))
t(lambda: x.tobytes(5))
t(lambda: (x.hex(), x.hex('-', 2), m[::2].hex(), m.hex(':')))
t(lambda: (m.cast('H').format, m.cast('@H').format, m.cast('H').itemsize, m.cast('H')[1]))
t(lambda: m.cast(format='b', shape=[8]).shape)
for code, values in [('d', [1.5, 2, 'a', None]), ('f', [1e300, 0.1]), ('e', [1.5, 70000.0]), ('?', [5, [], 'x']), ('c', [5, b'a', b'ab', 'a']), ('b', [200, -128, 1.5, '1']), ('B', [-1, 255, 256]), ('h', [40000]),
                     ('H', [40000, -1]), ('i', [2**31]), ('I', [2**32 - 1]), ('q', [-2**63, 2**63]), ('Q', [2**64 - 1, 2**64]), ('P', [-1, 5]), ('n', [7]), ('N', [-7])]:
    view = memoryview(bytearray(8)).cast(code)
    for value in values:
        s(view, 0, value)
class Index:
    def __index__(self): return 9
class Float:
    def __float__(self): return 2.5
s(memoryview(bytearray(8)).cast('h'), 1, Index())
s(memoryview(bytearray(8)).cast('d'), 0, Float())
# Comparison goes by value.
same = memoryview(b'\1\0\2\0').cast('H')
t(lambda: same == memoryview(bytes([1, 0, 0, 0, 2, 0, 0, 0])).cast('I'))
t(lambda: same == memoryview(b'\1\2'))
t(lambda: same == b'\1\0\2\0')
t(lambda: memoryview(b'abc') == b'abc')
t(lambda: memoryview(b'abc') == bytearray(b'abc'))
t(lambda: memoryview(b'abc') == 'abc')
t(lambda: memoryview(b'abc') != b'abd')
t(lambda: memoryview(b'abc') < b'abc')
t(lambda: memoryview(b'cba')[::-1] == b'abc')
t(lambda: memoryview(b'ab').cast('c') == b'ab')
nan = memoryview(b'\0\0\0\0\0\0\xf8\x7f').cast('d')
t(lambda: nan == nan)
t(lambda: memoryview(b'\0' * 8).cast('d') == memoryview(b'\0'))
# Hashing.
t(lambda: hash(memoryview(b'abc')) == hash(b'abc'))
t(lambda: hash(memoryview(b'abc').cast('c')) == hash(b'abc'))
t(lambda: hash(memoryview(b'abcd').cast('H')))
t(lambda: hash(memoryview(bytearray(b'abc'))))
t(lambda: hash(memoryview(bytearray(b'abc')).toreadonly()))
t(lambda: {memoryview(b'k'): 1}[b'k'])
