print(' a  b c '.split(), ' a  b c '.split(' '), 'a,b,,c'.split(','), 'a,b,c'.split(',', 1), 'a,b,c'.rsplit(',', 1), ' a b c '.split(None, 1), ' a b c '.rsplit(None, 1), ''.split(), ''.split(','), 'abc'.split('abc'))
print('a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i'.splitlines(), 'a\n\nb\n'.splitlines(True), ''.splitlines(), '\n'.splitlines(), 'a\n'.split('\n'))
print('-'.join(['a', 'b']), ''.join(()), ','.join('abc'), '😀'.join(['a', 'é', '日']), ' '.join(x for x in ('gen', 'erator')), 'x'.join(['one']), '--'.join({'k': 1}))
print('a<>b<>c'.split('<>'), 'aXXbXXc'.split('XX', maxsplit=1), 'a b'.split(sep=' '), '\u3000a\u2003b'.split(), 'a,b'.split(',', -1), 'a,b'.split(',', 0), ' x '.split(None, 0))
for f in (lambda: ','.join([1]), lambda: ','.join(['a', None]), lambda: ','.join(5), lambda: 'a'.split(''), lambda: 'a'.split(5), lambda: 'a'.rsplit('')):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
