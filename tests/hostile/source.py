# Sources that are deep, long or odd.
import sys


def build(s, mode='exec'):
    try:
        compile(s, '<s>', mode)
    except (SyntaxError, RecursionError, MemoryError, ValueError, OverflowError) as e:
        return type(e).__name__
    return 'fine'


#: nested brackets
for a, b in ('()', '[]', ('{', '}'), ('{0:', '}'), ('f(', ')'), ('a[', ']'), ('(lambda:', ')'), ('[x for x in ', ']')):
    for n in (50, 150, 199, 200, 201, 1000, 5000, 100000):
        build(a * n + '1' + b * n)
        build(a * n)
        build(b * n)
#: long chains of operators
for n in (1000, 20000, 100000):
    for s in ('-' * n + '1', 'not ' * n + '1', '~' * n + 'x', '1' + '+1' * n, 'x' + '+x' * n, '1' + '**1' * n, 'a' + '.b' * n, 'a' + '()' * n, 'a' + '[0]' * n, '1' + ' if 1 else 1' * n, 'a' + ' and a' * n, 'a' + '<a' * n, 'lambda: ' * n + '1', 'await ' * n + 'x', 'a' + ',a' * n, '"a" ' * n, 'f"{1}" ' * n, 'a=' * n + '1', 'a' + ' or a and a' * n, 'x' + ':=x' * n, 'a' + ' @a' * n, 'yield ' * n, '*' * n + 'a', 'a;' * n, '\\\n' * n + '1'):
        build(s)
#: deep statements
for n in (10, 19, 20, 21, 50, 99, 100, 101, 1000):
    for head in ('if 1:', 'while 1:', 'for i in x:', 'with a:', 'def f():', 'class A:', 'try:', 'match x:\n{}case 1:', 'async def f():'):
        out = []
        for i in range(n):
            out.append(' ' * i + head.replace('{}', ' ' * i))
        out.append(' ' * n + 'pass')
        build('\n'.join(out))
    build('\n'.join('if 1: pass' if i == 0 else 'elif 1: pass' for i in range(n * 20)))
#: nested f-strings
for n in (1, 5, 50, 150, 500, 5000):
    build('f"{' * n + '1' + '}"' * n)
    build("f'{1:" * n + "}'" * n)
    build('f"' + '{1:' * n + '}' * n + '"')
    build('f"' + '{' * n + '1' + '}' * n + '"')
    build('t"{' * n + '1' + '}"' * n)
#: many of one thing
n = 70000
build('\n'.join(f'a{i} = {i}' for i in range(n)))
build('f(' + ','.join(f'a{i}' for i in range(n)) + ')')
build('def f(' + ','.join(f'a{i}' for i in range(n)) + '): pass')
build('[' + ','.join('a' for i in range(n)) + ']')
build('[' + ','.join('*a' for i in range(n)) + ']')
build('{' + ','.join(f'{i}:a' for i in range(n)) + '}')
build(','.join('a' for i in range(n)) + '= x')
build('f(' + ','.join(f'a{i}=1' for i in range(n)) + ')')
build('global ' + ','.join(f'a{i}' for i in range(n)))
build('x = (' + ','.join(f'"{i}"' for i in range(n)) + ')')
build('import ' + ','.join(f'a{i}' for i in range(n)))
build('del ' + ','.join(f'a{i}' for i in range(n)))
build('match x:\n case ' + '|'.join(str(i) for i in range(n)) + ': pass')
build('@a\n' * n + 'def f(): pass')
build('with ' + ','.join('a' for i in range(n)) + ': pass')
build('f"' + '{a}' * n + '"')
build('class A(' + ','.join('a' for i in range(n)) + '): pass')
build('def f():\n' + ''.join(f' a{i} = 1\n' for i in range(n)) + ' return a0')
build('def f():\n' + ''.join(f' a{i} = 1\n' for i in range(3000)) + ' def g(): return (' + ','.join(f'a{i}' for i in range(3000)) + ')')
#: long lines, names and numbers
n = 1 << 20
build('x' * n)
build('# ' + 'x' * n)
build('"' + 'x' * n + '"')
build('"' + 'x' * n)
build('1' * 5000)
build('1' * n)
build('0x' + 'f' * n)
build('0b' + '1' * n)
build('1e' + '9' * n)
build('1.' + '9' * n)
build(' ' * n + 'x')
build('\t' * n)
build('\n' * n)
build('\\' * n)
build('\f' * n)
build('(' + '\n' * n)
build('é' * n)
build('$' * n)
build('"""' + '\n' * n)
build('1_' * n)
build('x' + ' ' * n + '= 1 $')
#: NULs and controls
for s in ('\0', 'a\0b', '"\0"', '#\0', 'a = 1\0\n', '\x01', '\x1a', '\x7f', '\u2028', '\ufeff', '\ufeff\ufeff', '\ud800', '"\ud800"', 'a\rb', '\r', '\r\r\n', '"\r"', "'''\0'''", '\u200b', 'a\u0301', '\U0010ffff', '１２', '²', 'ª=1', 'ﬁ = 1'):
    for mode in ('exec', 'eval', 'single'):
        build(s, mode)
        try:
            build(s.encode('utf-8', 'surrogatepass'), mode)
        except TypeError:
            pass
#: bytes that are no text
for i in range(256):
    b = bytes([i])
    build(b)
    build(b'a = "' + b + b'"')
    build(b'# coding: latin-1\na = "' + b + b'"')
    build(b'# coding: ' + b + b'\n1')
    build(b'#' + b + b'\n1')
    build(b'\xef\xbb\xbf# coding: ' + b * 3 + b'\n1')
    build(b'# -*- coding: utf-8 -*-\n' + b)
for name in (b'utf-16', b'utf-32', b'utf-7', b'punycode', b'rot13', b'hex', b'idna', b'unicode_escape', b'raw_unicode_escape', b'ascii', b'mbcs', b'undefined', b'bz2', b'', b'x' * 100000, b'utf-8-sig', b'utf_8', b'\0'):
    build(b'# coding: ' + name + b'\na = "\xff\xfe"\n')
    build(b'\n# vim: set fileencoding=' + name + b' :\nx = 1\n')
#: arguments of compile and eval
class S(str): pass
for args in ((None, '', 'exec'), (1, '', 'exec'), ('1', '', 'exce'), ('1', '', 'exec', 1 << 40), ('1', '', 'exec', -1), ('1', '', 'exec', 0, 0, 99), ('1', '\0', 'exec'), ('1', b'x', 'exec'), (S('1'), S('x'), S('exec')), (bytearray(b'1'), '', 'exec'), (memoryview(b'1'), '', 'eval'), ('1', '', 'func_type'), ('(int) -> int', '', 'func_type'), ('1', '\ud800', 'exec')):
    try:
        compile(*args)
    except (TypeError, ValueError, SyntaxError, OverflowError, UnicodeError, MemoryError):
        pass
for args in (('1', 1), ('1', {}, 1), ('x', {'__builtins__': 1}), ('x', {'__builtins__': {}}), ('x', {'__builtins__': None}), ('1', {}, None), (compile('x = 1', '', 'exec'),), ((lambda: 0).__code__,), ('lambda: (yield)',)):
    for f in (eval, exec):
        try:
            f(*args)
        except (TypeError, NameError, SyntaxError, AttributeError):
            pass
