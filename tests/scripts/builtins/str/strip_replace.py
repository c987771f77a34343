s = '  xx hello xx\t\n'
print([s.strip(), s.lstrip(), s.rstrip(), s.strip(' x\t\n'), 'abcba'.strip('ab'), 'abc'.strip(''), 'www.x.com'.lstrip('w.'), '\u3000a\u00a0'.strip(), ''.strip(), '   '.strip(), 'a'.strip(None)])
print('aXbXc'.replace('X', '--'), 'aXbXc'.replace('X', '', 1), 'abc'.replace('', '-'), 'abc'.replace('', '-', 2), ''.replace('', 'x'), 'aaa'.replace('aa', 'b'), 'é'.replace('é', 'e'), 'abc'.replace('z', 'y'), 'aaa'.replace('a', 'bb', count=2), 'x'.replace('x', '😀'))
print('TestCase'.removeprefix('Test'), 'TestCase'.removesuffix('Case'), 'x'.removeprefix('y'), 'aa'.removeprefix('a'), ''.removesuffix(''))
print('a\tb\tc'.expandtabs(), '1234\t5'.expandtabs(4), '\t'.expandtabs(0), 'a\n\tb'.expandtabs(3), 'ab\tc'.expandtabs(tabsize=2))
for f in (lambda: 'a'.strip(5), lambda: 'a'.replace('a'), lambda: 'a'.replace(1, 2), lambda: 'a'.removeprefix(1)):
    try:
        print(f())
    except TypeError as e:
        print(e)
