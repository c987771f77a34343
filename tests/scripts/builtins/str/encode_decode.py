s = 'aé€😀'
for enc in ('utf-8', 'utf-16-le', 'utf-16-be', 'utf-32-le', 'UTF8', 'utf-8-sig'):
    b = s.encode(enc)
    print(enc, b, b.decode(enc) == s)
for enc, err in (('ascii', 'ignore'), ('ascii', 'replace'), ('ascii', 'xmlcharrefreplace'), ('ascii', 'backslashreplace'), ('latin-1', 'namereplace'), ('latin-1', 'replace')):
    print(enc, err, s.encode(enc, err))
for err in ('ignore', 'replace', 'backslashreplace', 'surrogateescape'):
    print(err, ascii(b'a\xff\xe2\x82b\xc0'.decode('utf-8', err)))
print('\udcff'.encode('utf-8', 'surrogateescape'), '\ud800'.encode('utf-8', 'surrogatepass'), b'\xed\xa0\x80'.decode('utf-8', 'surrogatepass') == '\ud800')
for f in (lambda: 'é'.encode('ascii'), lambda: '€'.encode('latin-1'), lambda: b'\xff'.decode(), lambda: b'\xe2\x82'.decode(), lambda: b'a\x80'.decode('ascii'), lambda: '\ud800'.encode(), lambda: 'a'.encode('nope'), lambda: 'é'.encode('ascii', 'nope'), lambda: b'\xf0\x28\x8c\x28'.decode(), lambda: b'\xed\xa0\x80'.decode(), lambda: b'\x00'.decode('utf-16'), lambda: str(b'a', 'ascii', 'strict') + str(b'a')):
    try:
        print(f())
    except (UnicodeError, LookupError) as e:
        print(type(e).__name__, e)
