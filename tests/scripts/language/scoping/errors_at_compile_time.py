cases = [
    'def f():\n  x = 1\n  global x',
    'def f():\n  print(x)\n  nonlocal x',
    'def f(x):\n  global x',
    'def f(a, a): pass',
    'nonlocal x',
    'def f():\n  nonlocal x',
    'def f():\n  global x\n  nonlocal x',
    'class C:\n  [a := 1 for x in y]',
    '[a := 1 for a in y]',
    '[a for a in (b := 1)]',
    'def f(): from m import *',
    'def f():\n  [(yield) for x in y]',
    'await x',
    'def f(): await x',
    '[x async for x in y]',
    'def f(): async with x: pass',
    'return 1',
    'class C: return 1',
    'yield 1',
    'break',
    'continue',
    'x = 1\nfrom __future__ import annotations',
    'from __future__ import nothing',
    'from __future__ import braces',
    '__debug__ = 1',
    'def f():\n  global x\n  x: int',
    'def f[T, T](): pass',
    'type X = (yield)',
    'def f(x: (y := 1)): pass',
    'lambda x, x: 1',
]
for source in cases:
    try:
        compile(source, 'case', 'exec')
    except SyntaxError as e:
        print(f'{e.msg} {e.lineno}:{e.offset}-{e.end_lineno}:{e.end_offset}')
    else:
        print('compiles:', source)
