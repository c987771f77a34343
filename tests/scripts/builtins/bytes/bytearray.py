a = bytearray(b'abc')
a.append(100); a.extend(b'ef'); a.insert(0, 65); a += b'!'
print(a, a.pop(), a.pop(0), a, a.remove(98), a, a.reverse(), a, a.copy() is a, len(a), a[0], a[1:3], a == b'fedca', a.index(b'd'))
a[0] = 90
a[1:3] = b'XYZ'
print(a)
del a[0], a[::2]
print(a)
a[:] = range(65, 70)
print(a, a.decode(), bytes(a), a.upper(), a.lower(), a * 2, a + b'x', type(b'x' + a).__name__, type(a + b'x').__name__, 65 in a, b'BC' in a, a.find(b'C'), a.replace(b'A', b'aa'), a.split(b'C'), a.hex(), list(reversed(a)))
a.clear()
print(a, bytearray(), bytearray(2), bytearray([1, 2]), bytearray('é', 'utf8'), bytearray(b'x').__repr__(), bytearray(b'a') < bytearray(b'b'), bytearray.fromhex('ff00'))
a = bytearray(b'0123456789')
a[::2] = b'abcde'
print(a, a[-3:], a.startswith(b'a1'), a.take_bytes(2) if hasattr(a, 'take_bytes') else '')
m = memoryview(bytearray(b'abc'))
m[0] = 122
print(m.tobytes(), m.obj)
for f in (lambda: a.append(256), lambda: a.append('a'), lambda: a.__setitem__(0, 300), lambda: a.__setitem__(slice(0, 4, 2), b'a'), lambda: a.remove(1), lambda: bytearray().pop(), lambda: hash(a), lambda: a.insert('a', 1), lambda: a + 'x', lambda: a[50], lambda: bytearray('a'), lambda: a.extend('ab'), lambda: a.extend(5), lambda: bytearray(b'a')['x']):
    try:
        print(f())
    except (TypeError, ValueError, IndexError) as e:
        print(type(e).__name__, e)
b = bytearray(b'locked')
v = memoryview(b)
try:
    b.append(1)
except BufferError as e:
    print(e)
v.release()
b.append(33)
print(b)
