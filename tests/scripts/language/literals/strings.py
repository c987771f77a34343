print('a\tb\n\\\'\"\a\b\f\v\r'.encode(), "it's", 'say "hi"', '\x41\101\u0041\U00000041\N{LATIN SMALL LETTER A}')
print(r'\n\x', R"\'", u'u', b'b\x00\xff', rb'\n', Rb'\t', bR'x', B'y', '''triple
'quoted' "inside"''', """a\
b""")
print('a' 'b' "c" '''d''', b'a' b'b', 'a' r'\n' 'b\n'.encode().decode(), len('é'), len('😀'), '\0'.encode(), '\08'.encode(), '\777')
print(repr('\n\t\\\'"'), repr("'"), repr('"'), repr('\'"'), repr('\x00\x7f\x80\xa0\xad\u0378\u200b\ud800\U0001f600é'), ascii('é\u1234\U0001f600'))
print(repr(b'\n\'"\x00\xffa'), '%r' % '\u2028', [ord(c) for c in '\ud83d\ude00'])
s = 'line1\
line2'
print(s, 'tab	inside', 'nul\x00inside'.encode(), '\
')
for source in (r"'\x4'", r"'\u12'", r"'\N{nope}'", r"'\U99999999'", r"'\N'", r"b'\x4'", "b'é'", "'abc", "'''abc", 'ur"x"', "'a' b'b'", r"b'\u0041'", "bu'x'", r"'\N{}'", r"'\N{LATIN'", r"r'\'"):
    try:
        print('ok', source, eval(source))
    except SyntaxError as e:
        print(source, '|', e.msg)
print(''.join(chr(c) for c in (65, 233, 0x1F600)), 'ß'.upper(), 'İ'.lower().encode(), 'ﬁ'.upper(), 'a\u0301' == 'á')
