import sys
for opening, closing in (('(', ')'), ('[', ']'), ('-', ''), ('not ', ''), ('f(', ')'), ('lambda: ', ''), ('a.b', ''), ('{', '}')):
    source = opening * 100000 + '1' + closing * 100000
    try:
        compile(source, 's', 'eval')
        print('ok')
    except (SyntaxError, MemoryError, RecursionError) as e:
        print('refused')
print(eval('+'.join(['1'] * 2000)))
print(eval('(' * 80 + '5' + ')' * 80))
print(len(eval('[' + '1,' * 50000 + ']')))
exec('if 1:\n' + ''.join(' ' * i + 'if 1:\n' for i in range(1, 90)) + ' ' * 90 + 'print("deep")')
try:
    compile('if 1:\n' + ''.join(' ' * i + 'if 1:\n' for i in range(1, 120)) + ' ' * 120 + 'pass', 's', 'exec')
except SyntaxError as e:
    print(e.msg)
ns = {}
exec('x = 0\n' + 'x += 1\n' * 20000, ns)
print(ns['x'])
exec('def f(x):\n' + ''.join(f'    if x == {i}: return {i}\n' for i in range(5000)), ns)
print(ns['f'](4999))
exec('y = ' + ' if 0 else '.join(['0'] * 50) + '\nz = ' + ' or '.join(['0'] * 3000), ns)
print(ns['y'], ns['z'])
