import struct
print(struct.pack('<ihB', 1, -2, 255), struct.unpack('>I', b'\x00\x00\x01\x00'), struct.calcsize('<iq3s'), struct.pack('3sx?', b'ab', True), struct.unpack('<d', struct.pack('<d', 1.5)), struct.pack('>f', 0.1), list(struct.iter_unpack('<H', b'\x01\x00\x02\x00')), struct.pack('4p', b'abcdef'), struct.unpack_from('<B', b'abc', 1), struct.Struct('<2h').pack(1, 2), struct.pack('<e', 1.5), struct.pack('>Q', 2 ** 64 - 1))
b = bytearray(4)
struct.pack_into('<H', b, 1, 513)
print(b)
for f in (lambda: struct.pack('<B', 256), lambda: struct.pack('<B', 'a'), lambda: struct.unpack('<I', b'abc'), lambda: struct.pack('<i'), lambda: struct.pack('z', 1), lambda: struct.pack('<s', 'a'), lambda: struct.unpack_from('<I', b'abc'), lambda: struct.pack('<h', 1.5), lambda: struct.pack('<f', 1e300)):
    try:
        print(f())
    except (struct.error, OverflowError) as e:
        print(type(e).__name__, e)
