# locals(), f_locals, exec, eval and compile: which namespaces they see and change (PEP 667).
import sys
def attempt(label, f):
    try:
        print(label, '->', f())
    except Exception as e:
        print(label, '->', type(e).__name__, e)
def f(a):
    b = 2
    before = locals()
    c = 3
    after = locals()
    before['a'] = 'changed'
    return a, sorted(before), sorted(after), before is after
print(f(1))
def proxy():
    a = 1
    p = sys._getframe().f_locals
    p['a'] = 10
    p['new'] = 'extra'
    b = 2
    print(type(p).__name__, a, dict(p) == {'a': 10, 'p': p, 'b': 2, 'new': 'extra'}, len(p), list(p), 'a' in p, 'zz' in p, p.get('zz', 'no'), p == sys._getframe().f_locals)
    attempt('del', lambda: p.__delitem__('a'))
    attempt('pop', lambda: p.pop('a'))
    attempt('pop extra', lambda: p.pop('new'))
    attempt('clear', lambda: p.clear())
    attempt('popitem', lambda: p.popitem())
    attempt('missing', lambda: p['zz'])
    attempt('setdefault', lambda: (p.setdefault('a', 5), p.setdefault('fresh', 6)))
    attempt('update', lambda: p.update({'b': 20, 'u': 1}))
    attempt('update kw', lambda: p.update(b=30))
    p |= {'b': 40}
    attempt('or', lambda: sorted(p | {'q': 1}))
    attempt('ror', lambda: sorted({'q': 1} | p))
    attempt('copy', lambda: type(p.copy()).__name__)
    attempt('reversed', lambda: list(reversed(p)))
    attempt('values', lambda: [v for v in p.values() if isinstance(v, int)])
    attempt('hash', lambda: hash(p))
    attempt('nonstring key', lambda: p.__setitem__(5, 1))
    attempt('getitem 5', lambda: p[5])
    return a, b
print(proxy())
def cells():
    x = 1
    def inner():
        sys._getframe(1).f_locals['x'] = 'via frame'
        return x
    return inner(), x, sys._getframe().f_locals['x']
print(cells())
def unset():
    p = sys._getframe().f_locals
    print('later' in p, list(p))
    p['later'] = 'set before assignment'
    try:
        return later
    finally:
        later = 1
attempt('unset', unset)
def gen():
    a = 1
    yield
    yield a
g = gen()
next(g)
g.gi_frame.f_locals['a'] = 'set in suspended'
print(next(g))
def after_return():
    a = 'kept'
    return sys._getframe()
fr = after_return()
print(fr.f_locals['a'], fr.f_back is None, fr.f_lineno - fr.f_code.co_firstlineno)
fr.f_locals['a'] = 'changed'
print(dict(fr.f_locals))
attempt('clear running', lambda: sys._getframe().clear())
fr.clear()
print(dict(fr.f_locals))
g = gen(); next(g)
attempt('clear suspended', lambda: g.gi_frame.clear())
class Body:
    l = locals()
    l['injected'] = 'by locals'
    q = injected
    fl = sys._getframe().f_locals is l
print(Body.q, Body.fl, Body.injected)
def comp():
    y = 1
    return [sorted(locals()) for x in (1,)], [k for k in locals()]
print(comp())
print([sorted(k for k in locals() if k == 'cx') for cx in (1,)])
# exec and eval
def ex():
    a = 1
    exec('a = 2; b = 3')
    exec('c = a', None, {'a': 'mapping'})
    ns = {}
    exec('a = 5', ns)
    l = {}
    exec('v = a\nw = globals() is not locals()', {'a': 'g'}, l)
    return a, sorted(k for k in ns if k != '__builtins__'), l, eval('a + 1'), eval('a', {'a': 7}), eval('a + b', {'a': 1}, {'b': 2})
print(ex())
class Mapping:
    def __getitem__(self, k):
        if k.startswith('__'): raise KeyError(k)
        return 'got ' + k
    def __setitem__(self, k, v): print('set', k, v)
    def __delitem__(self, k): print('del', k)
exec('p = q\ndel r', {}, Mapping())
print(eval('anything', {}, Mapping()))
class Missing(dict):
    def __missing__(self, k): return 'missing ' + k
attempt('globals missing', lambda: eval('foo', Missing()))
attempt('locals missing', lambda: eval('foo', {}, Missing()))
def closure():
    v = 'cell'
    def inner(): return v
    return inner
code = closure().__code__
attempt('exec free', lambda: exec(code))
attempt('eval free', lambda: eval(code))
attempt('exec closure', lambda: exec(code, closure=closure().__closure__))
attempt('exec bad closure', lambda: exec(code, closure=()))
attempt('exec bad closure', lambda: exec(code, closure=[1]))
attempt('exec not free closure', lambda: exec(compile('1', '', 'exec'), closure=()))
attempt('exec not free closure', lambda: exec(compile('1', '', 'exec'), closure=closure().__closure__))
attempt('exec str closure', lambda: exec('1', closure=closure().__closure__))
attempt('eval stmt', lambda: eval('a = 1'))
attempt('eval spaces', lambda: eval('  \t 1 + 1  '))
attempt('eval newline', lambda: eval('\n1'))
attempt('eval bytes', lambda: eval(b'1 + 1'))
attempt('eval null', lambda: eval('1\0'))
attempt('eval bad utf8', lambda: eval(b'\xff'))
attempt('eval latin', lambda: eval(b'# coding: latin-1\n"\xe9"'))
attempt('exec bytearray', lambda: exec(bytearray(b'pass')))
attempt('exec int', lambda: exec(5))
attempt('eval int', lambda: eval(5))
attempt('exec globals', lambda: exec('1', 5))
attempt('exec locals', lambda: exec('1', {}, 5))
attempt('eval globals', lambda: eval('1', Mapping()))
attempt('eval code exec', lambda: eval(compile('zz = 1', '', 'exec'), {}))
attempt('no builtins', lambda: eval('len', {'__builtins__': {}}))
attempt('own builtins', lambda: eval('len', {'__builtins__': {'len': 'mine'}}))
attempt('builtins int', lambda: eval('len', {'__builtins__': 5}))
attempt('no import', lambda: exec('import sys', {'__builtins__': {}}))
attempt('no build_class', lambda: exec('class A: pass', {'__builtins__': {}}))
attempt('import hook', lambda: exec('import q.w as z; print(z)', {'__builtins__': {'__import__': lambda *a: print('importing', a[0], a[3:]) or type('M', (), {'w': 'W'}), 'print': print}}))
for args in (('1', 'f', 'nomode'), ('1', 5, 'eval'), ('1', 'f', 5), ('1', 'f', 'eval', 1 << 30), ('1', 'f', 'eval', 0, False, 7), (5, 'f', 'eval'), ('1', 'f', 'func_type'), ('x = ', 'f', 'exec'), ('if 1:\n  1', 'f', 'single'), ('1; 2\n3', 'f', 'single'), ('', 'f', 'single'), ('', 'f', 'eval'), ('pass', 'f', 'eval')):
    attempt(f'compile{args!r}', lambda: compile(*args).co_filename)
exec(compile('1 + 1\n', '<single>', 'single'))
exec(compile('None', '<single>', 'single'))
exec(compile('x = 5; x; [x]', '<single>', 'single'))
co = compile('def f(): pass\nlambda: 0', 'file.py', 'exec', dont_inherit=True)
print(co.co_name, co.co_filename, co.co_firstlineno, [c.co_name for c in co.co_consts if hasattr(c, 'co_name')])
attempt('replace', lambda: co.replace(co_name='new', co_filename='other').co_name)
attempt('replace bad', lambda: co.replace(nothing=1))
attempt('replace bad type', lambda: co.replace(co_name=5))
print(co == compile('def f(): pass\nlambda: 0', 'file.py', 'exec'), hash(co) == hash(compile('def f(): pass\nlambda: 0', 'file.py', 'exec')), co == co.replace(co_firstlineno=9))
# frames
def depth(): return sys._getframe(1).f_code.co_name, sys._getframe(0).f_code.co_name
def caller(): return depth()
print(caller(), sys._getframe().f_code.co_name, sys._getframe().f_globals is globals(), sys._getframe().f_builtins['len'] is len)
attempt('too deep', lambda: sys._getframe(1000))
attempt('negative', lambda: sys._getframe(-1).f_code.co_name)
attempt('modulename', lambda: sys._getframemodulename())
attempt('modulename deep', lambda: sys._getframemodulename(100))
print(repr(sys._getframe()).partition(' at ')[0], repr(sys._getframe()).rpartition(', code ')[2])
