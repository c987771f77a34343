b = b'hello world'
print(b, b[0], b[-1], b[1:3], b[::-1], len(b), b.upper(), b.title(), b.find(b'o'), b.find(111), b.rfind(b'o'), b.count(b'l'), b.index(b'w'), b.replace(b'l', b'L', 1), b.split(), b.split(b'o', 1), b.partition(b' '), b.startswith(b'he'), b.endswith((b'x', b'ld')), b'lo' in b, 104 in b)
print(b.hex(), b.hex(' '), b.hex('-', 2), b.hex(':', -3), bytes.fromhex('68 65 6c'), b.decode(), b.center(15, b'*'), b' x '.strip(), b'xax'.strip(b'x'), b'a\tb'.expandtabs(4), b'a,b'.rsplit(b','), b'a\nb\r\n'.splitlines(True), b'5'.zfill(3), b'aXbX'.rpartition(b'X'), b'abc'.translate(bytes.maketrans(b'ab', b'xy'), b'c'), b','.join([b'a', bytearray(b'b')]), b'abc'.removeprefix(b'a'), b'x'.ljust(3) + b'|')
print(bytes(), bytes(3), bytes([1, 2, 255]), bytes('é', 'utf-8'), bytes(b'x'), bytes(range(5)), bytes(bytearray(b'y')), list(b'ab'), b'a' + b'b', b'a' * 3, b'a' < b'b', b'a' == 'a', b'a' == bytearray(b'a'), hash(b'a') == hash(b'a'), {b'k': 1}[b'k'], b'%s %d %x %a' % (b'a', 5, 255, 'é'), b'%(k)b' % {b'k': b'v'}, b'abc'.isalpha(), b'12'.isdigit(), b'a1'.isalnum(), b' '.isspace(), b'\x00\n\r\t\\\'"\x7f\x80', b"it's", b'"')
class B:
    def __bytes__(self): return b'from bytes'
print(bytes(B()), iter(b'ab').__next__(), sorted(b'ba'), b''.join([]), bytes(memoryview(b'mv')), b'\xff'.decode('latin-1'), b'a' in b'', b'' in b'')
for f in (lambda: b'a' + 'b', lambda: b'a' < 'b', lambda: bytes('é'), lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes(-1), lambda: bytes(['a']), lambda: bytes(1.5), lambda: b'a'[5], lambda: b''.join(['a']), lambda: 'a' in b'a', lambda: 256 in b'a', lambda: b'a'.find('a'), lambda: bytes.fromhex('zz'), lambda: bytes.fromhex('abc'), lambda: b'a'.split(b''), lambda: b'a'.index(b'z'), lambda: b'%d' % 'a', lambda: b'%s' % 'a', lambda: b'a'.replace('a', 'b'), lambda: bytes(5, 'utf-8'), lambda: b'a'.center(5, b'ab'), lambda: b'%z' % 1, lambda: b'a'.hex(5), lambda: b'a'.translate(b'x')):
    try:
        print(f())
    except (TypeError, ValueError, IndexError) as e:
        print(type(e).__name__, e)
try:
    b[0] = 1
except TypeError as e:
    print(e)
