# Every way out of try, except, else and finally, and what PEP 765 warns of.
import warnings
out = []
def show(f, *args):
    out.clear()
    try:
        r = f(*args)
        print(f.__name__, args, out, 'returned', r)
    except BaseException as e:
        print(f.__name__, args, out, 'raised', repr(e), repr(e.__context__))
def ways(where, how):
    for i in range(2):
        try:
            out.append(f'try{i}')
            if where == 'try':
                if how == 'return': return 'T'
                if how == 'break': break
                if how == 'continue': continue
                if how == 'raise': raise ValueError('t')
                if how == 'exit': raise KeyError('t')
            if where == 'except': raise ValueError('first')
        except ValueError:
            out.append('except')
            if how == 'return': return 'E'
            if how == 'break': break
            if how == 'continue': continue
            if how == 'raise': raise
            if how == 'exit': raise KeyError('e')
        else:
            out.append('else')
            if where == 'else':
                if how == 'return': return 'L'
                if how == 'break': break
                if how == 'continue': continue
                if how == 'raise': raise ValueError('l')
                if how == 'exit': raise KeyError('l')
        finally:
            out.append('finally')
    else:
        out.append('loop else')
    return 'end'
for where in ('try', 'except', 'else'):
    for how in ('return', 'break', 'continue', 'raise', 'exit', 'nothing'):
        show(ways, where, how)
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    exec('''
def finally_return(x):
    try:
        if x: raise ValueError
        return 'try'
    finally: return 'finally'
def finally_break():
    for i in range(3):
        try: raise ValueError(i)
        finally: break
    return i
def finally_continue():
    for i in range(3):
        try: raise ValueError(i)
        finally: continue
    return i
def nested(x):
    try:
        try:
            if x == 1: raise KeyError
            if x == 2: return 'inner'
        finally:
            out.append('f1')
            if x == 3: raise IndexError
    except LookupError as e:
        out.append(type(e).__name__)
        return 'caught'
    finally:
        out.append('f2')
def in_while():
    n = 0
    while True:
        try:
            n += 1
            if n in (2, 6): break
        finally:
            out.append(n)
            if n < 5: continue
    return n
def return_value_kept():
    x = [1]
    try: return x
    finally: x.append(2)
def return_rebound():
    x = 1
    try: return x
    finally: x = 2
def with_and_finally():
    class C:
        def __enter__(s): out.append('enter'); return s
        def __exit__(s, *a): out.append(('exit', a[0] and a[0].__name__)); return True
    for i in range(2):
        with C():
            try:
                if i: raise ValueError
                continue
            finally: out.append('fin')
    with C(): return 'from with'
def del_in_handler():
    try: raise ValueError
    except ValueError as e:
        del e
    return 'ok'
def rebind_in_handler():
    try: raise ValueError
    except ValueError as e:
        e = 5
    try: e
    except NameError as x: return str(x)
''')
    for call in ((finally_return, True), (finally_return, False), (finally_break,), (finally_continue,), (nested, 0), (nested, 1), (nested, 2), (nested, 3), (in_while,), (return_value_kept,), (return_rebound,), (with_and_finally,), (del_in_handler,), (rebind_in_handler,)):
        show(*call)
for source in ('def f():\n try: pass\n finally: return 1', 'while 1:\n try: pass\n finally: break', 'while 1:\n try: pass\n finally: continue', 'try: pass\nfinally:\n while 1: break', 'try: pass\nfinally:\n def f(): return 1', 'while 1:\n try: pass\n finally:\n  try: pass\n  finally: break', 'def f():\n try: pass\n finally:\n  for x in y: return 1', 'while 1:\n try: pass\n finally:\n  with x:\n   if y: continue', 'while 1:\n try: 1\n except* E: break', 'while 1:\n try: 1\n except* E: continue', 'def f():\n try: 1\n except* E: return', 'def f():\n try: 1\n except* E:\n  def g(): return', 'while 1:\n try: 1\n except* E:\n  while 2: break', 'try: 1\nexcept* E: pass\nexcept F: pass', 'try: 1\nexcept E: pass\nexcept* F: pass', 'try: 1\nexcept*: pass', 'try: 1\nexcept: pass\nexcept E: pass', 'try: 1\nelse: 2', 'try: 1\nfinally: 2\nelse: 3', 'break', 'continue', 'return', 'yield', 'await x', 'if 1: break', 'class C: return', 'class C: yield', 'class C:\n while 1:\n  def f(): break', 'def f(): await x', 'async def f(): yield from x', 'async def f():\n yield 1\n return 2', 'def f(): [await x for x in y]', 'def f(): async with x: pass', 'async for x in y: pass', 'lambda: (yield)', '[(yield) for x in y]', '((yield) for x in y)', 'def f(x=(yield)): pass', 'class C((yield)): pass', '@(yield)\ndef f(): pass', 'def f() -> (yield): pass', 'def f(): return *a, b', 'def f(): yield *a, b', 'return *a', 'x = *a', 'x = *a,', '*a', 'print(*a for a in b)', 'del f()', 'del a + b', 'del (a, b)', 'del [a, *b]', 'del *a', 'del', 'assert (a, b)', 'assert', 'a = b = yield', 'for x() in y: pass', 'for x in *a, b: pass', 'with a as b(): pass', 'with (a as b, c): pass', 'with (a, b) as c: pass', 'with a, b as c, d: pass', 'with (a, b): pass', 'import a.b as c.d', 'from a import *, b', 'from a import (b, c,)', 'from a import b,', 'from . import *', 'def f(): from a import *', 'from __future__ import nothing', 'x = 1\nfrom __future__ import annotations', 'from __future__ import braces'):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            compile(source, '', 'exec')
            text = 'ok'
        except SyntaxError as e:
            text = f'{e.msg} {e.lineno} {e.offset} {e.end_lineno} {e.end_offset}'
        print(repr(source), '|', text, [(w.category.__name__, str(w.message), w.lineno) for w in caught])
