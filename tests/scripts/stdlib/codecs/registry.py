import codecs
import _codecs

def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e, getattr(e, '__notes__', ''))

def search(name):
    if name == 'test-upper':
        def encode(text, errors='strict'): return text.upper().encode(), len(text)
        def decode(data, errors='strict'): return bytes(data).decode().lower(), len(data)
        return codecs.CodecInfo(encode, decode, name='test-upper')
    if name == 'test-bad':
        return 5
    if name == 'test-odd':
        return codecs.CodecInfo(lambda t, e='strict': (5, 1), lambda d, e='strict': 5, name='odd')
    if name == 'test-fail':
        def fail(x, errors='strict'): raise RuntimeError('codec')
        return codecs.CodecInfo(fail, fail)
codecs.register(search)
t(lambda: 'abc'.encode('test-upper'))
t(lambda: 'abc'.encode('TEST-Upper'))
t(lambda: b'ABC'.decode('test-upper'))
t(lambda: str(b'ABC', 'test-upper'))
t(lambda: 'abc'.encode('test-bad'))
t(lambda: 'abc'.encode('test-odd'))
t(lambda: b'abc'.decode('test-odd'))
t(lambda: codecs.encode('abc', 'test-odd'))
t(lambda: 'abc'.encode('test-fail'))
t(lambda: 'abc'.encode('test-none'))
t(lambda: codecs.lookup('test-upper').name)
codecs.unregister(search)
t(lambda: 'abc'.encode('test-upper'))
t(lambda: codecs.register(5))
t(lambda: codecs.encode(b'a', 'hex'))
t(lambda: codecs.decode('61', 'hex'))
t(lambda: 'abc'.encode('hex'))
t(lambda: b'abc'.decode('rot13'))
t(lambda: codecs.encode('hello', 'rot13'))
t(lambda: codecs.lookup('UTF8').name)
t(lambda: codecs.lookup('Latin 1').name)
t(lambda: 'é€'.encode('cp1252'))
t(lambda: b'\x80\xe9'.decode('cp1252'))
t(lambda: b'\x81'.decode('cp1252'))
t(lambda: '😀'.encode('cp1252', 'replace'))
t(lambda: 'é'.encode('cp437'))
t(lambda: 'привет'.encode('koi8-r'))
t(lambda: 'привет'.encode('koi8-r').decode('koi8_r'))
for name in ['utf_8', 'UTF-8', 'utf8', 'U8', 'latin1', 'iso-8859-1', 'L1', 'us-ascii', '646', 'utf_16', 'UTF-16LE', 'utf-32', 'utf-7', 'utf-8-sig', 'unicode_escape', 'raw_unicode_escape']:
    t(lambda: (name, 'a\xe9'.encode(name, 'replace'), 'a\xe9'.encode(name, 'replace').decode(name)))
t(lambda: _codecs.utf_8_decode(b'abc\xe2\x82'))
t(lambda: _codecs.utf_8_decode(b'abc\xe2\x82', None, True))
t(lambda: _codecs.utf_8_decode('abc'))
t(lambda: _codecs.utf_8_encode(b'abc'))
t(lambda: _codecs.utf_16_ex_decode(b'\xff\xfea\0', 'strict', 0, True))
t(lambda: _codecs.utf_16_encode('a', 'strict', -1))
t(lambda: _codecs.escape_decode('a\\x41\\n'))
t(lambda: _codecs.escape_decode(b'a\\x4'))
t(lambda: _codecs.escape_encode(b'a\n\'"\xff'))
t(lambda: _codecs.unicode_escape_decode('\\x41\\u00e9\\N{DIGIT ONE}'))
t(lambda: _codecs.unicode_escape_decode('\\x4'))
t(lambda: _codecs.charmap_decode(b'abc', 'strict', {97: 'x', 98: 100, 99: None}))
t(lambda: _codecs.charmap_decode(b'ab', 'strict', {97: 'x', 98: 1.5}))
t(lambda: _codecs.charmap_decode(b'ab', 'ignore', 'x' * 98))
t(lambda: _codecs.charmap_encode('ab', 'strict', {97: b'x', 98: 300}))
t(lambda: _codecs.charmap_encode('ab', 'strict', {97: b'x', 98: 'x'}))
t(lambda: _codecs.charmap_encode('ab', 'strict', {97: b'x', 98: 40}))
t(lambda: _codecs.readbuffer_encode('aé'))
decoder = codecs.getincrementaldecoder('utf-8')()
t(lambda: [decoder.decode(bytes([byte])) for byte in 'é€'.encode()])
t(lambda: codecs.getincrementalencoder('utf-16')().encode('a'))
t(lambda: codecs.BOM_UTF8 + codecs.BOM_UTF16_LE)
