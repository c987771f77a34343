def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

class HasBytes:
    def __bytes__(self): return b'from __bytes__'
class BadBytes:
    def __bytes__(self): return 'text'
class Index:
    def __index__(self): return 3
class Both:
    def __index__(self): return 2
    def __bytes__(self): return b'bytes win'
class Sequence:
    def __len__(self): return 2
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i + 65
class SubText(str):
    def __bytes__(self): return b'sub'

for cls in (bytes, bytearray):
    print(cls.__name__)
    t(lambda: cls())
    t(lambda: cls(3))
    t(lambda: cls(True))
    t(lambda: cls(-1))
    t(lambda: cls(10**30))
    t(lambda: cls(Index()))
    t(lambda: cls(Both()))
    t(lambda: cls([1, 2, 255]))
    t(lambda: cls((1, 256)))
    t(lambda: cls([1, -1]))
    t(lambda: cls([1, 'a']))
    t(lambda: cls(x for x in b'gen'))
    t(lambda: cls(range(5)))
    t(lambda: cls({65: 1}))
    t(lambda: cls(Sequence()))
    t(lambda: cls('text'))
    t(lambda: cls('text', 'utf-8'))
    t(lambda: cls('é', 'ascii', 'replace'))
    t(lambda: cls('é', 'ascii', errors='backslashreplace'))
    t(lambda: cls('é', 'ascii'))
    t(lambda: cls(b'x', 'ascii'))
    t(lambda: cls(5, 'ascii'))
    t(lambda: cls(encoding='ascii'))
    t(lambda: cls(errors='strict'))
    t(lambda: cls('a', errors='strict'))
    t(lambda: cls('a', 5))
    t(lambda: cls('a', 'b', 'c', 'd'))
    t(lambda: cls(foo=1))
    t(lambda: cls(1.5))
    t(lambda: cls(None))
    t(lambda: cls(object()) if False else cls(source=b'kw'))
    t(lambda: cls(b'copy'))
    t(lambda: cls(bytearray(b'copy')))
    t(lambda: cls(memoryview(b'abcdef')[::2]))
    t(lambda: cls(HasBytes()) if cls is bytes else None)
    t(lambda: cls(BadBytes()) if cls is bytes else None)
    t(lambda: cls(SubText('x')) if cls is bytes else cls(SubText('x'), 'ascii'))

class B(bytes):
    def __new__(cls, x, tag=None):
        self = super().__new__(cls, x)
        self.tag = tag
        return self
b = B(b'abc', tag=1)
print(b, b.tag, type(b).__name__, type(b[:]).__name__, type(b + b'').__name__, type(bytes(b)).__name__, b == b'abc', hash(b) == hash(b'abc'))
print(type(b.upper()).__name__, type(b.strip()).__name__, type(b * 1).__name__, type(b.__bytes__()).__name__, b.__getnewargs__())
print(type(B.fromhex('61')).__name__, B.fromhex('61').tag)
class A(bytearray):
    pass
a = A(b'abc')
a.note = 'x'
print(a, a.note, type(a[:]).__name__, type(a + b'').__name__, type(a.copy()).__name__, A.fromhex('6162'), A(3), a.__reduce_ex__(3))
x = b'same'
print(bytes(x) is x, x[:] is x, x.strip() is x, x + b'' is x, x * 1 is x, bytes(b'') is b'')
