def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

class HasBytes:
    def __bytes__(self): return b'[bytes]'
class BadBytes:
    def __bytes__(self): return 5
class Index:
    def __index__(self): return 66

for text, values in [
    (b'%s', b'x'), (b'%b|%s', (bytearray(b'ba'), memoryview(b'mv'))), (b'%s', HasBytes()), (b'%s', BadBytes()), (b'%s', 'a'), (b'%b', 1), (b'%b', None),
    (b'%d', 'a'), (b'%d %i %u', (1, -2, 3.7)), (b'%x %X %o %#x', (255, 255, 8, 255)), (b'%x', 'a'), (b'%x', 1.5), (b'%f', 'a'), (b'%.2f %e %g', (3.14159, 1e10, 1e-5)),
    (b'%c', 'a'), (b'%c', 256), (b'%c', -1), (b'%c', b'ab'), (b'%c', bytearray(b'ab')), (b'%c%c%c', (65, b'B', bytearray(b'C'))), (b'%c', Index()), (b'%c', 1.5),
    (b'%s %s', b'ab'), (b'%s', (1, 2)), (b'%s', (b'a', b'b')), (b'%z', 1), (b'%', 1), (b'%(a)s', {b'a': b'x'}), (b'%(a)s', {'a': b'x'}), (b'%(a)s', 1), (b'%(a)s', b'x'),
    (b'%a %r', ('\u00e9', '\u20ac')), (b'100%%', ()), (b'%5s|%-5s|%.2s|%05d|%+d', (b'ab', b'ab', b'abc', 42, 1)), (b'%*d|%-*d|', (5, 1, 5, 2)), (b'\xff%s\xfe', b'\x80'),
    (b'x', ()), (b'x', 1), (b'x', {}), (b'%10c|', b'z'), (b'%d', 10**30),
]:
    t(lambda: text % values)
    t(lambda: bytearray(text) % values)
t(lambda: b'%s'.__rmod__(b'a%sb'))
t(lambda: 5 % b'x')
