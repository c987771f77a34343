import codecs

def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

for errors in ['strict', 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'namereplace', 'surrogateescape', 'surrogatepass', 'nope']:
    print(errors)
    for encoding in ['ascii', 'latin-1', 'utf-8', 'utf-16-le', 'utf-32-be']:
        t(lambda: 'aé€\udc80😀\ud800'.encode(encoding, errors))
        t(lambda: b'a\xff\xed\xb2\x80\xe2\x82'.decode(encoding, errors))

def angle(e):
    print(type(e).__name__, e.encoding, e.start, e.end, e.reason, repr(e.object[e.start:e.end]))
    return '<' + '-'.join('%x' % (c if isinstance(c, int) else ord(c)) for c in e.object[e.start:e.end]) + '>', e.end
codecs.register_error('test.angle', angle)
t(lambda: 'aéb€€'.encode('ascii', 'test.angle'))
t(lambda: b'a\xffb\xfe'.decode('utf-8', 'test.angle'))
t(lambda: b'a\xffb\xfe'.decode('ascii', 'test.angle'))
codecs.register_error('test.bytes', lambda e: (b'\x00\xff', e.end))
t(lambda: 'é'.encode('ascii', 'test.bytes'))
t(lambda: b'\xff'.decode('ascii', 'test.bytes'))
codecs.register_error('test.back', lambda e: ('?', -1))
t(lambda: 'é!'.encode('ascii', 'test.back'))
t(lambda: b'\xff!'.decode('ascii', 'test.back'))
codecs.register_error('test.far', lambda e: ('?', 99))
t(lambda: 'é'.encode('ascii', 'test.far'))
t(lambda: b'\xff'.decode('ascii', 'test.far'))
codecs.register_error('test.wrong', lambda e: 5)
t(lambda: 'é'.encode('ascii', 'test.wrong'))
t(lambda: b'\xff'.decode('ascii', 'test.wrong'))
codecs.register_error('test.wide', lambda e: ('€', e.end))
t(lambda: 'é'.encode('ascii', 'test.wide'))
t(lambda: b'\xff'.decode('ascii', 'test.wide'))
def fails(e): raise KeyError('in handler')
codecs.register_error('test.fails', fails)
t(lambda: 'é'.encode('ascii', 'test.fails'))
t(lambda: codecs.lookup_error('test.fails') is fails)
t(lambda: codecs.lookup_error('nope'))
t(lambda: codecs.register_error('x', 5))
t(lambda: codecs.lookup_error('strict') is codecs.strict_errors)
for name in ['strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'namereplace']:
    handler = codecs.lookup_error(name)
    print(name, handler)
    t(lambda: handler(UnicodeEncodeError('ascii', 'aéb€', 1, 2, 'why')))
    t(lambda: handler(UnicodeDecodeError('ascii', b'a\xffb', 1, 2, 'why')))
    t(lambda: handler(UnicodeTranslateError('aéb', 1, 2, 'why')))
    t(lambda: handler(ValueError('x')))
    t(lambda: handler(5))
try:
    'aé'.encode('ascii')
except UnicodeEncodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason, e.args)
try:
    b'a\xff'.decode('utf-8')
except UnicodeDecodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason, e.args)
