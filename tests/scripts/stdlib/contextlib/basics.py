from contextlib import contextmanager, suppress, closing, ExitStack, redirect_stdout, nullcontext, ContextDecorator
import io
@contextmanager
def cm(x):
    print('enter', x)
    try:
        yield x * 2
    except ValueError as e:
        print('swallowed', e)
    finally:
        print('exit', x)
with cm(1) as v: print(v)
with cm(2): raise ValueError('v')
try:
    with cm(3): raise KeyError('k')
except KeyError as e: print(repr(e))
@cm('as decorator')
def f(): print('in f')
f(); f()
with suppress(KeyError, IndexError): {}['k']
print('after')
with ExitStack() as stack:
    print([stack.enter_context(cm(i)) for i in range(2)])
    stack.callback(print, 'callback')
out = io.StringIO()
with redirect_stdout(out): print('captured')
print(repr(out.getvalue()))
class C:
    def close(self): print('closed')
with closing(C()) as c, nullcontext(5) as n: print(n)
@contextmanager
def bad(): yield 1; yield 2
try:
    with bad(): pass
except RuntimeError as e: print(e)
@contextmanager
def never():
    return
    yield
try:
    with never(): pass
except RuntimeError as e: print(e)
