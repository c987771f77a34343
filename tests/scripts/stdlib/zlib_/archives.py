import gzip, zipfile, base64, uuid, io, zlib, hashlib, hmac, string, textwrap, string.templatelib, secrets, os, tempfile
d = b'hello world ' * 500
z = gzip.compress(d, mtime=0); print(gzip.decompress(z) == d, z[:4])
b = io.BytesIO()
with gzip.GzipFile(fileobj=b, mode='wb', mtime=5) as f: f.write(d); f.write(b'tail')
b.seek(0)
with gzip.GzipFile(fileobj=b) as f: print(f.read(5), f.readline()[:9], f.read() [-4:], f.mtime)
with gzip.open(io.BytesIO(z), 'rt') as f: print(f.read(11))
m = io.BytesIO()
with zipfile.ZipFile(m, 'w', zipfile.ZIP_DEFLATED) as zf:
    zf.writestr('a.txt', d); zf.writestr('dir/b.bin', b'\0\1', compress_type=zipfile.ZIP_STORED)
with zipfile.ZipFile(m) as zf:
    print(zf.namelist(), zf.read('a.txt') == d, zf.testzip(), zf.getinfo('a.txt').file_size, zf.getinfo('dir/b.bin').CRC)
    with zf.open('a.txt') as f: print(f.read(20), f.seek(100), f.read(5))
for f in (lambda: gzip.decompress(b'abc'), lambda: zipfile.ZipFile(io.BytesIO(b'no')), lambda: gzip.decompress(z[:-3]), lambda: gzip.decompress(z[:-8] + b'12345678')):
    try: f()
    except Exception as e: print(type(e).__module__, type(e).__name__, e)
print(base64.b64encode(d)[:20], base64.b32encode(b'abc'), base64.b16decode('6162'), base64.b85encode(b'hello'), base64.a85encode(b'hello'), base64.urlsafe_b64decode('-_8='), base64.standard_b64decode('aGk='), base64.z85encode(b'abcd'))
print(uuid.uuid3(uuid.NAMESPACE_DNS, 'a'), uuid.uuid5(uuid.NAMESPACE_URL, 'b'), uuid.UUID(int=5), len(str(uuid.uuid4())), uuid.uuid4().version, uuid.uuid1().version, uuid.uuid7().version, uuid.uuid8(1, 2, 3), uuid.UUID('{12345678-1234-5678-1234-567812345678}').hex)
print(hashlib.new('sha256', b'a').hexdigest()[:8], sorted(hashlib.algorithms_guaranteed)[:3], hashlib.file_digest(io.BytesIO(d), 'md5').hexdigest(), hmac.new(b'k', d, 'sha256').hexdigest()[:9], hmac.compare_digest(b'a', b'a'), hmac.digest(b'k', b'm', 'md5').hex()[:6], hashlib.sha3_256(d).hexdigest()[:7], hashlib.blake2b(d, digest_size=5, key=b'x').hexdigest())
with tempfile.TemporaryDirectory() as t:
    p = os.path.join(t, 'x.gz')
    with gzip.open(p, 'wb') as f: f.write(os.urandom(100000))
    with gzip.open(p) as f, open(p, 'rb') as g: print(len(f.read()), len(hashlib.file_digest(g, hashlib.sha1).hexdigest()))
print(string.Template('$a ${b} $$').substitute(a=1, b=2), string.capwords('ab cd'), string.Formatter().format('{0}{x:>4}', 1, x=2), textwrap.fill('aa bb cc dd', 5), textwrap.dedent('  a\n  b'), textwrap.shorten('hello world foo', 12), type(string.templatelib.Template('a')).__name__)
