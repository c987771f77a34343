# Attributes of every exception class, chaining, notes, raise in all forms.
def attempt(label, f):
    try:
        print(label, '->', f())
    except BaseException as e:
        print(label, '->', type(e).__name__, repr(str(e)), repr(e.__context__), repr(e.__cause__), e.__suppress_context__)
def attrs(e, *names):
    print(type(e).__name__, repr(e), repr(str(e)), e.args, {n: getattr(e, n, 'missing') for n in names})
for make in ('StopIteration()', 'StopIteration(1)', 'StopIteration(1, 2)', 'SystemExit()', 'SystemExit(1)', 'SystemExit(1, 2)', 'StopAsyncIteration(3)',
    'NameError()', 'NameError("m", name="n")', 'NameError(name=5)', 'AttributeError("m", name="n", obj=1)', 'AttributeError()', 'ImportError("m", name="n", path="p")', 'ImportError()', 'ImportError("a", "b")', 'ImportError("m", name_from="q")', 'ModuleNotFoundError("m", name="n")',
    'OSError()', 'OSError("m")', 'OSError(2, "m")', 'OSError(2, "m", "f")', 'OSError(2, "m", "f", None, "g")', 'OSError(2, "m", "f", 0, "g", 1)', 'OSError(99999, "m")', 'OSError("x", "y")', 'FileNotFoundError(1, "m")', 'BlockingIOError(11, "m", 5)', 'ConnectionError(1, "a", b"bytes")', 'OSError(13, "m", 7)', 'OSError(2, None)', 'OSError(2, "a", None)',
    'SyntaxError()', 'SyntaxError("m")', 'SyntaxError("m", ("f", 1, 2, "t"))', 'SyntaxError("m", ("f", 1, 2, "t", 3, 4))', 'SyntaxError("m", ("f", 1))', 'SyntaxError("m", 5)', 'IndentationError("m", ("f", None, None, None))', 'SyntaxError("m", ("/a/b/f.py", 3, 2, "t"))',
    'UnicodeDecodeError("utf-8", b"ab", 0, 1, "r")', 'UnicodeDecodeError("utf-8", b"ab", 0, 2, "r")', 'UnicodeEncodeError("ascii", "a\\xe9\\u1234", 1, 2, "r")', 'UnicodeEncodeError("ascii", "a\\u1234", 1, 2, "r")', 'UnicodeEncodeError("ascii", "a\\U00012345", 1, 9, "r")', 'UnicodeTranslateError("a\\xe9", 1, 2, "r")', 'UnicodeDecodeError()', 'UnicodeDecodeError("a", "b", 1, 2, "r")', 'UnicodeEncodeError("a", "b", 9, 99, "r")', 'UnicodeDecodeError("a", bytearray(b"xy"), 0, 1, "r")',
    'KeyError()', 'KeyError("k")', 'KeyError("a", "b")', 'KeyError("")', 'ValueError(x=1)', 'BaseException(1, "a")', 'Exception(Exception())', 'ExceptionGroup("m", [ValueError(1)])', 'ExceptionGroup("m", [])', 'ExceptionGroup(1, [ValueError()])', 'ExceptionGroup("m", 5)', 'ExceptionGroup("m", [5])', 'ExceptionGroup("m", [KeyboardInterrupt()])', 'BaseExceptionGroup("m", [KeyboardInterrupt()])', 'BaseExceptionGroup("m", [ValueError()])', 'ExceptionGroup("m")', 'BaseExceptionGroup("m", (ValueError(), TypeError()))', 'ExceptionGroup("m", [ValueError(i) for i in range(2)], 3)', 'IOError is OSError', 'EnvironmentError is OSError'):
    try:
        e = eval(make)
    except Exception as x:
        print(make, '| raised', type(x).__name__, x)
        continue
    if isinstance(e, BaseException):
        attrs(e, *'value code name obj path msg name_from errno strerror filename filename2 characters_written lineno offset text end_lineno end_offset print_file_and_line encoding object start end reason message exceptions'.split()[:0] or [n for n in ('value', 'code', 'name', 'obj', 'path', 'msg', 'name_from', 'errno', 'strerror', 'filename', 'filename2', 'characters_written', 'lineno', 'offset', 'text', 'end_lineno', 'end_offset', 'encoding', 'object', 'start', 'end', 'reason', 'message', 'exceptions') if hasattr(e, n)])
    else:
        print(make, e)
# raise in all forms
def r1(): raise ValueError
def r2(): raise ValueError('a') from KeyError('b')
def r3(): raise ValueError from None
def r4(): raise ValueError from KeyError
def r5(): raise 5
def r6(): raise int
def r7(): raise ValueError from 5
def r8(): raise
def r9():
    try: 1 / 0
    except ZeroDivisionError: raise KeyError('c')
def r10():
    try: 1 / 0
    except ZeroDivisionError as e: raise KeyError('c') from e
def r11():
    try: 1 / 0
    except ZeroDivisionError: raise
def r12():
    try: 1 / 0
    finally: raise KeyError('f')
class NotExc:
    def __new__(cls): return 5
class BadNew(Exception):
    def __new__(cls, *a): return 5
def r13(): raise BadNew
class BadInit(Exception):
    def __init__(self): raise KeyError('in init')
def r14(): raise BadInit
def r15():
    e = ValueError('self')
    raise e from e
def r16():
    try: raise ValueError('a')
    except ValueError as e:
        try: raise KeyError('b')
        except KeyError: raise e
def r17():
    try: r9()
    except KeyError as e:
        e.__context__ = None
        raise
def r18():
    try:
        try: raise ValueError(1)
        finally: raise KeyError(2)
    finally: raise IndexError(3)
def r19():
    for x in (1,):
        try: raise ValueError
        except ValueError: continue
        finally: pass
    raise
def r20(): raise ValueError from BadNew
for i in range(1, 21):
    attempt(f'r{i}', globals()[f'r{i}'])
e = ValueError('x')
e.add_note('one')
e.add_note('two')
print(e.__notes__)
attempt('note', lambda: e.add_note(5))
e.__notes__ = 5
attempt('note on int', lambda: e.add_note('a'))
del e.__notes__
print(hasattr(e, '__notes__'))
for source in ('e.__cause__ = 5', 'e.__cause__ = KeyError()', 'e.__cause__ = None', 'e.__context__ = 5', 'e.__context__ = KeyError', 'del e.__cause__', 'del e.__context__', 'e.__traceback__ = 5', 'e.__traceback__ = None', 'del e.__traceback__', 'e.__suppress_context__ = 5', 'del e.__suppress_context__', 'e.args = 5', 'e.args = "ab"', 'del e.args', 'e.__dict__ = 5', 'e.__dict__ = {"q": 1}', 'e.with_traceback(5)', 'e.with_traceback(None)', 'e.__setstate__({"w": 2})', 'e.__setstate__(5)', 'e.__reduce__()'):
    attempt(source, lambda: exec(source, globals()))
print(e.args, e.q, e.w, e.__reduce__())
class Sub(ValueError):
    def __init__(self, *a, extra=None):
        super().__init__(*a)
        self.extra = extra
s = Sub(1, 2, extra='e')
print(s, s.args, s.extra, repr(s), s.__reduce__())
class StrBad(Exception):
    def __str__(self): return 5
attempt('bad str', lambda: str(StrBad()))
def bare():
    try: raise TypeError('t')
    except: return 'bare caught'
print(bare())
for source in ('except 5', 'except (ValueError, 5)', 'except "a"', 'except int', 'except (ValueError, (KeyError, TypeError))', 'except ()', 'except [ValueError]', 'except *ValueError', 'except *5', 'except *(ValueError, BaseException)', 'except *BaseExceptionGroup', 'except *ExceptionGroup', 'except ValueError, KeyError', 'except *TypeError, KeyError'):
    attempt(source, lambda: exec(f'try: raise KeyError("raised")\n{source}: print("caught")'))
g = ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [TypeError(2), ValueError(3)]), OSError(4)])
print(g.subgroup(ValueError), g.split((TypeError, OSError)), g.subgroup(lambda x: isinstance(x, OSError)), g.subgroup(KeyError), g.derive([KeyError()]))
for bad in (5, [ValueError], 'a', int, (5,)):
    attempt(f'subgroup {bad!r}', lambda: g.subgroup(bad))
class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup('derived', excs)
print(repr(MyGroup('m', [ValueError(), KeyError()]).subgroup(ValueError)))
class BadDerive(ExceptionGroup):
    def derive(self, excs): return 5
attempt('bad derive', lambda: BadDerive('m', [ValueError(), KeyError()]).subgroup(ValueError))
