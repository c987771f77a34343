# The modules under hashlib: constructors, objects and errors.
import _hashlib, _md5, _sha1, _sha2, _sha3, _blake2
makers = [_md5.md5, _sha1.sha1, _sha2.sha224, _sha2.sha256, _sha2.sha384, _sha2.sha512, _sha3.sha3_224, _sha3.sha3_256, _sha3.sha3_384, _sha3.sha3_512, _blake2.blake2b, _blake2.blake2s]
data = bytes(range(256)) * 33
for make in makers:
    h = make(b'abc')
    other = h.copy()
    other.update(bytearray(b'def'))
    h.update(memoryview(data))
    print(h.name, h.digest_size, h.block_size, h.hexdigest(), other.hexdigest() == make(b'abcdef').hexdigest(), make(data=b'x').digest() == make(string=b'x').digest(), len(h.digest()))
for make in (_sha3.shake_128, _sha3.shake_256):
    h = make(data)
    print(h.name, h.digest_size, h.block_size, h.hexdigest(20), h.digest(length=3), h._rate_bits, h._capacity_bits, h._suffix)
for name in ('md5', 'SHA1', 'sha512-256', 'sha512_224', 'ripemd160', 'md5-sha1', 'sha3_256', 'shake_128'):
    h = _hashlib.new(name, b'minipy')
    print(h.name, h.digest_size, h.block_size, h.hexdigest() if h.digest_size else h.hexdigest(10), type(h))
print(repr(_hashlib.openssl_sha256()).partition('@')[0], repr(_hashlib.openssl_shake_128()).partition('@')[0], _hashlib.HASHXOF.__mro__)
print(_blake2.blake2b(b'a', last_node=True, salt=b'abc', person=b'p', key=b'k', digest_size=20, fanout=2, depth=3, leaf_size=7, node_offset=9, node_depth=1, inner_size=20).hexdigest())
print(_blake2.blake2s(b'a', last_node=True, salt=b'abc', person=b'p', key=b'k', digest_size=20, fanout=2, depth=3, leaf_size=7, node_offset=9, node_depth=1, inner_size=20).hexdigest())
print(_blake2.blake2b.MAX_KEY_SIZE, _blake2.blake2s.SALT_SIZE, _blake2.BLAKE2S_PERSON_SIZE, _blake2.blake2b(digest_size=4).digest_size, _md5._GIL_MINSIZE)
print(_hashlib.pbkdf2_hmac('sha256', b'p', b's', 1000).hex(), _hashlib.pbkdf2_hmac('sha1', b'p', b's', 1, dklen=50).hex())
print(_hashlib.scrypt(b'p', salt=b's', n=16, r=8, p=1).hex(), _hashlib.get_fips_mode())
mac = _hashlib.hmac_new(b'k' * 100, b'm', 'sha256')
copy = mac.copy()
mac.update(data)
print(mac.name, mac.digest_size, mac.block_size, mac.hexdigest(), copy.digest() == _hashlib.hmac_digest(b'k' * 100, b'm', 'sha256'), repr(mac).partition('@')[0])
print(_hashlib.hmac_new(b'k', b'm', _hashlib.openssl_md5).hexdigest())
print(_hashlib.compare_digest('a', 'a'), _hashlib.compare_digest(b'a', bytearray(b'b')), _hashlib.compare_digest(b'ab', b'a'))
for f in (lambda: _sha2.sha256('a'), lambda: _sha2.sha256(1), lambda: _sha2.sha256(b'a', b'b'), lambda: _md5.md5(foo=1), lambda: _md5.md5(b'a', string=b'b'), lambda: _md5.md5(b'a', data=b'b'), lambda: _hashlib.new('nope'), lambda: _hashlib.new(1), lambda: _sha3.shake_128().digest(), lambda: _md5.md5().update(), lambda: _md5.md5().update('a'), lambda: _md5.md5().digest(1), lambda: _hashlib.HASH(), lambda: _blake2.blake2b(digest_size=65), lambda: _blake2.blake2b(digest_size=0), lambda: _blake2.blake2s(key=b'x' * 33), lambda: _blake2.blake2b(salt=b'x' * 17), lambda: _blake2.blake2b(person=b'x' * 17), lambda: _blake2.blake2b(fanout=256), lambda: _blake2.blake2b(depth=0), lambda: _blake2.blake2b(leaf_size=2**32), lambda: _blake2.blake2b(leaf_size=-1), lambda: _blake2.blake2b(node_offset=2**64), lambda: _blake2.blake2s(node_offset=2**48), lambda: _blake2.blake2b(node_depth=256), lambda: _blake2.blake2b(inner_size=65), lambda: _blake2.blake2b('a'), lambda: _hashlib.pbkdf2_hmac('sha256', b'p', b's', 0), lambda: _hashlib.pbkdf2_hmac('nope', b'p', b's', 1), lambda: _hashlib.pbkdf2_hmac('sha1', b'p', b's', 1, 0), lambda: _hashlib.pbkdf2_hmac('sha1', 'p', b's', 1), lambda: _hashlib.pbkdf2_hmac(1, b'p', b's', 1), lambda: _hashlib.scrypt(b'p', salt=b's', n=15, r=8, p=1), lambda: _hashlib.scrypt(b'p', salt=b's', n=16, r=8, p=1, dklen=0), lambda: _hashlib.scrypt(b'p', salt=b's', n=2**20, r=8, p=1), lambda: _hashlib.scrypt(b'p', salt=b's', n=16, r=0, p=1), lambda: _hashlib.scrypt(b'p'), lambda: _hashlib.compare_digest('a', '\u1234'), lambda: _hashlib.compare_digest(b'a', 'a'), lambda: _hashlib.compare_digest(1, 2), lambda: _hashlib.hmac_new(b'k', b'm'), lambda: _hashlib.hmac_new(b'k', b'm', 1), lambda: _hashlib.hmac_new(b'k', b'm', 'shake_128'), lambda: _hashlib.hmac_digest(b'k', b'm', 'nope')):
    try:
        print(f())
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
