def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

for text, values in [
    ('%d', 'a'), ('%s', ()), ('%s', (1, 2)), ('%(a)s', 1), ('%(a)s', {}), ('%(a)s %s', {'a': 1}), ('%s', {'a': 1}),
    ('x', {'a': 1}), ('x', 1), ('x', (1,)), ('x', ()), ('%c', 'ab'), ('%c', 1.5), ('%c', 0x110000), ('%c', -1),
    ('%x', 1.5), ('%x', '1.5'), ('%f', '1.5'), ('%f', None), ('%*d', ('a', 1)), ('%z', 1), ('%', 1), ('%d', 1.9),
    ('%d', 1j), ('%i', None), ('%d', -1.9), ('%d', 1e400), ('%5%', ()), ('%(a', {}), ('%(a)', {'a': 1}), ('x', [1]),
    ('x', 'abc'), ('%(a)s %(b)r', {'a': 1, 'b': 'x'}), ('%(a(b)c)s', {'a(b)c': 5}), ('%99999999999999999999d', 1),
    ('%.99999999999d', 1), ('%*d|%-*d|%.*f', (5, 1, 5, 2, 2, 3.14159)), ('%s', [1]), ('%s %s', [1]), ('%(0)s', [1]),
    ('%#x %#o %#X', (255, 8, 255)), ('%+d % d %05d %-5d|', (1, 1, 1, 1)), ('%c%c', ('a', 98)), ('%a %r %s', ('é',) * 3),
    ('%.2s|%5.1s|%-5s|', ('abc', 'xyz', 'q')), ('%ld %hd %Ld', (1, 2, 3)), ('%e %G %g', (1e10, 1e-10, 100000.0)),
]:
    t(lambda: text % values)

class Index:
    def __index__(self): return 65
class Float:
    def __float__(self): return 2.5
class Int:
    def __int__(self): return 7
class Fails:
    def __str__(self): raise KeyError('from __str__')
    def __index__(self): raise OSError('from __index__')
class Mapping:
    def __getitem__(self, key): return '<%s>' % key

t(lambda: '%d %x %c' % (Index(),) * 1)
t(lambda: '%d %x %c' % (Index(), Index(), Index()))
t(lambda: '%f %d' % (Float(), Int()))
t(lambda: '%x' % Int())
t(lambda: '%s' % Fails())
t(lambda: '%d' % Fails())
t(lambda: '%(a)s %(b c)s' % Mapping())
t(lambda: 'plain' % Mapping())

class Text(str):
    def __rmod__(self, other): return 'rmod of %s' % str(other)
t(lambda: '%s!' % Text('x'))
t(lambda: Text('%s!') % 'x')
t(lambda: 5 % Text('x'))
t(lambda: str.__mod__('%s', 3))
t(lambda: str.__rmod__('%s', 3))
t(lambda: '%s'.__rmod__('a%sb'))
