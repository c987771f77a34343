c = compile('x + 1', 'name', 'eval')
x = 5
print(eval(c), c.co_filename, c.co_name, eval('x * 2'), eval(' 7'), eval('\t8'))
exec(compile('y = x + 1\nprint(y)', 'f', 'exec'))
exec('')
exec('# only a comment')
print(exec('1'), eval('(1,\n2)'))
exec(compile('1 + 1\n', 'f', 'single'))
exec(compile('None', 'f', 'single'))
exec(compile('for i in range(2): i\n', 'f', 'single'))
g = {}
exec('def f(n): return n if n < 2 else f(n-1) + f(n-2)', g)
print(g['f'](10), sorted(g))
l = {}
exec('a = 1; b = a + 1', {}, l)
print(l)
try:
    exec('def f(): return local\nlocal = 1\nf()', {}, {})
except NameError as e:
    print(e)
print(eval('[i for i in range(3)]'), eval('lambda a: a + 1')(1), eval('(z := 3)'), z)
for src, mode in (('x = 1', 'eval'), ('1 +', 'exec'), ('1\n2', 'eval'), ('', 'eval'), ('pass', 'eval'), ('1; 2', 'single'), ('x = 1\ny = 2', 'single'), ('1', 'bad'), ('a\0b', 'exec')):
    try:
        compile(src, 'f', mode)
        print('ok', src, mode)
    except (SyntaxError, ValueError) as e:
        print(type(e).__name__, e)
for f in (lambda: eval(5), lambda: exec(5), lambda: eval('1', 5), lambda: exec('1', {}, 5), lambda: compile(5, 'f', 'exec'), lambda: eval(c, {'x': 'own'})):
    try:
        print(f())
    except TypeError as e:
        print(e)
class M(dict):
    def __missing__(self, k): return f'missing {k}'
print(eval('anything', {}, M()), eval('len', {}, {})('abc'), eval(b'1 + 1'), eval('"\u00e9"'))
def inner():
    v = 1
    exec('v = 2; w = 3')
    return v, eval('v'), 'w' in locals()
print(inner())
code = inner.__code__
print(code.co_name, code.co_argcount, code.co_varnames, type(code).__name__)
print(eval(inner.__code__))
def free():
    v = 1
    def g(): return v
    return g
try:
    exec(free().__code__)
except TypeError as e:
    print(e)
