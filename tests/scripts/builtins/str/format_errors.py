def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

class P:
    x = 5
    d = {'k': [10, 20], 1: 'one', '1': 'text'}
    def __format__(self, spec): return f'P<{spec}>'
    def __repr__(self): return 'P()'

for template in ['{}', '{1}', '{a}', '{} {1}', '{1} {}', '{:{}}', '{:{:{}}}', '{!x}', '{!}', '{!r', '{0!rx}', '{:d}', '{.foo}',
                 '{[foo]}', '{', '}', '{{}}', '{{', '}}', '{0', '{0.x}', '{0.d[k][1]}', '{0.d[1]}', '{0.d}', '{0[0]}', '{0.}', '{0[]}', '{0[a}',
                 '{0[a]b}', '{99999999999999999999}', '{0!s:>5}', '{0!r:*^9}', '{0!a}', '{a{b}}', '{0:{{}}}', '{0:{1}{2}}', '{!\x00}', '{ 0}', '{0 }', '{-1}',
                 '{0.x:>{0.x}}', '{0:}', '{:}{:}', '{0!r:}', '{٣}', '{0[-1]}']:
    print(template, end=' -> ')
    t(lambda: template.format(P()))
for template in ['{}', '{1}{0}', '{:>{}}', '{:{}{}}', '{0:{1}}', '{:,}', '{:>10}|{:<6}|']:
    print(template, end=' -> ')
    t(lambda: template.format(12345, 8, 'd'))
t(lambda: '{a}'.format_map(1))
t(lambda: '{}'.format_map({}))
t(lambda: '{0}'.format_map({'0': 1}))
t(lambda: '{a} {b[c]}'.format_map({'a': 1, 'b': {'c': 2}}))
class Default(dict):
    def __missing__(self, key): return f'<{key}>'
t(lambda: '{a} {zz}'.format_map(Default(a=1)))
t(lambda: '{a} {zz}'.format(**Default(a=1)))
t(lambda: '{self} {format_string}'.format(self=1, format_string=2))
t(lambda: '{0}{x}'.format(1, x='é😀'))
t(lambda: format('text', '>10'))
t(lambda: format('text', '=10'))
t(lambda: format('text', '+'))
t(lambda: format('text', ' '))
t(lambda: format('text', '#'))
t(lambda: format('text', 'z'))
t(lambda: format('text', ','))
t(lambda: format('text', '.2'))
t(lambda: format('text', '010'))
t(lambda: format('text', 'é^12.3s'))
t(lambda: format('text', 'q'))
t(lambda: format('text', '5.'))
t(lambda: format('text', '>>>'))
t(lambda: format(P(), 'abc'))
t(lambda: format(object(), 'x'))
class S(str): pass
t(lambda: format(S('sub'), '>6'))
t(lambda: '{:>6}{!r}'.format(S('sub'), S('sub')))
class BadFormat:
    def __format__(self, spec): return 5
t(lambda: '{}'.format(BadFormat()))
t(lambda: f'{BadFormat()}')
