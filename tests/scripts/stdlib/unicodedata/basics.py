import unicodedata as u

def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

for c in 'aA1½²é中٣ ()\u0301\ud800\U0001F600\0ǅ':
    print(ascii(c), u.category(c), u.bidirectional(c), u.combining(c), u.east_asian_width(c), u.mirrored(c), ascii(u.decomposition(c)),
          u.decimal(c, None), u.digit(c, None), u.numeric(c, None), u.name(c, None))
t(lambda: u.category('ab'))
t(lambda: u.category(''))
t(lambda: u.category(5))
t(lambda: u.name('\0'))
t(lambda: u.name('\0', 5))
t(lambda: u.name(''))
t(lambda: u.lookup('GREEK SMALL LETTER ALPHA'))
t(lambda: u.lookup('greek small letter alpha'))
t(lambda: u.lookup('foo'))
t(lambda: u.lookup('HANGUL SYLLABLE GAG'))
t(lambda: u.lookup('CJK UNIFIED IDEOGRAPH-4E00'))
t(lambda: u.lookup(5))
t(lambda: u.lookup('a' * 300))
t(lambda: u.decimal('a'))
t(lambda: u.digit('a'))
t(lambda: u.numeric('a'))
for form in ('NFC', 'NFD', 'NFKC', 'NFKD'):
    print(form, ascii(u.normalize(form, 'é e\u0301 ﬁ ① 각 Å')), u.is_normalized(form, 'é'), u.is_normalized(form, 'abc'))
t(lambda: u.normalize('x', 'a'))
t(lambda: u.normalize('NFC', 5))
t(lambda: u.unidata_version)
