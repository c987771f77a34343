s = 'abracadabra'
print(s.find('abra'), s.find('abra', 1), s.find('x'), s.rfind('abra'), s.index('c'), s.rindex('a'), s.count('a'), s.count('abra'), s.count(''), s.count('a', 2, 5))
print(s.find('', 5), s.find('', 11), s.find('', 12), s.rfind(''), s.find('a', -3), s.find('a', -100, 2), s.find('a', None, None), ''.find(''), s.count('', 12))
print(s.startswith('abra'), s.startswith(('x', 'a')), s.startswith('bra', 1), s.startswith('', 20), s.endswith('bra'), s.endswith(('x', 'y')), s.endswith('abra', 0, 4), s.startswith(()))
print('bra' in s, '' in s, 'x' in s, 'é' in 'café', s.partition('c'), s.rpartition('a'), s.partition('z'), s.rpartition('z'))
print('aaa'.count('aa'), 'aXbXc'.split('X'), 'ab' * 3 in 'abababab', '日本語'.find('語'), '😀a😀'.rfind('😀'), '😀a'.index('a'))
for f in (lambda: s.index('z'), lambda: s.rindex('z'), lambda: s.find(5), lambda: s.startswith(5), lambda: s.startswith([1]), lambda: s.startswith((1,)), lambda: 5 in s, lambda: s.partition(''), lambda: s.count()):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
