import hashlib, base64, binascii, zlib, uuid, hmac
print(hashlib.md5(b'a').hexdigest(), hashlib.sha1(b'a').hexdigest(), hashlib.sha256(b'').hexdigest(), hashlib.sha512(b'x').digest()[:4], hashlib.new('sha256', b'a').name, hashlib.blake2b(b'a', digest_size=8).hexdigest(), hashlib.sha3_256(b'a').hexdigest()[:8])
h = hashlib.sha256()
h.update(b'a'); h2 = h.copy(); h.update(b'b')
print(h.hexdigest() == hashlib.sha256(b'ab').hexdigest(), h2.hexdigest() == hashlib.sha256(b'a').hexdigest(), h.digest_size, h.block_size)
print(base64.b64encode(b'hello'), base64.b64decode('aGVsbG8='), base64.urlsafe_b64encode(b'\xff\xfe'), base64.b32encode(b'a'), base64.b16encode(b'a'), base64.b85encode(b'abc'), binascii.hexlify(b'ab'), binascii.unhexlify('6162'), binascii.crc32(b'a'), zlib.crc32(b'a'), zlib.adler32(b'a'), zlib.decompress(zlib.compress(b'x' * 100)) == b'x' * 100, hmac.new(b'k', b'm', 'sha256').hexdigest()[:8], uuid.UUID(int=5), uuid.uuid5(uuid.NAMESPACE_DNS, 'a.b'))
for f in (lambda: base64.b64decode('a'), lambda: binascii.unhexlify('a'), lambda: hashlib.new('nope'), lambda: zlib.decompress(b'x'), lambda: hashlib.md5('a'), lambda: uuid.UUID('x')):
    try:
        print(f())
    except (ValueError, TypeError, zlib.error) as e:
        print(type(e).__name__, str(e).split(' (')[0] if 'nope' not in str(e) else 'unsupported')
