import weakref

def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

b = bytearray(b'abc')
m = memoryview(b)
t(lambda: (m.obj is b, m.nbytes, m.readonly, m.itemsize, m.format, m.ndim, m.shape, m.strides, m.suboffsets, m.c_contiguous, m.f_contiguous, m.contiguous))
r = m.toreadonly()
t(lambda: (r.readonly, r.obj is b, r == m))
try:
    r[0] = 1
except TypeError as e:
    print(e)
b[0] = 120
t(lambda: r.tobytes())
with memoryview(b'abc') as q:
    print(q[0])
t(lambda: repr(q).startswith('<released memory at 0x'))
t(lambda: repr(m).startswith('<memory at 0x'))
for use in (lambda: q[0], lambda: q.nbytes, lambda: len(q), lambda: q == q, lambda: q == b'', lambda: hash(q), lambda: q.__enter__(), lambda: q.__exit__(), lambda: q.tolist(), lambda: iter(q), lambda: memoryview(q),
            lambda: q.obj, lambda: q.cast('B'), lambda: bytes(q), lambda: q.toreadonly(), lambda: q.release(), lambda: q.hex(), lambda: q[0:1], lambda: q.shape):
    t(use)
n = memoryview(m)
m.release()
t(lambda: n.tobytes())
t(lambda: weakref.ref(n)() is n)
t(lambda: memoryview[int])
t(lambda: (bytes(n[::2]), bytearray(n), list(n), b'%s' % n, n.tobytes() + b'!', b'-'.join([n, n])))
t(lambda: memoryview(b'')[:].tolist())

class Exporter:
    def __init__(self, data): self.data = data
    def __buffer__(self, flags): return memoryview(self.data)
t(lambda: bytes(Exporter(b'from python')))
t(lambda: memoryview(Exporter(bytearray(b'xyz')))[1])
t(lambda: b'a' + Exporter(b'b'))
class Bad:
    def __buffer__(self, flags): return 5
t(lambda: bytes(Bad()))
class Fails:
    def __buffer__(self, flags): raise OSError('no buffer')
t(lambda: memoryview(Fails()))
t(lambda: type(b'abc'.__buffer__(0)).__name__)
try:
    class Sub(memoryview): pass
except TypeError as e:
    print(e)
