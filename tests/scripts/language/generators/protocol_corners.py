# Every generator method in every state, yield from with every kind of delegate, and attributes.
import sys
def attempt(label, f):
    try:
        print(label, '->', f())
    except BaseException as e:
        print(label, '->', type(e).__name__, e, repr(e.__context__), repr(e.__cause__))
def gen(*values):
    for v in values:
        try:
            got = yield v
            if got: print('  got', got)
        except LookupError as e:
            print('  caught', repr(e))
    return 'returned'
g = gen(1, 2, 3)
attempt('send first', lambda: g.send(1))
attempt('next', lambda: next(g))
attempt('send', lambda: g.send('a'))
attempt('throw caught', lambda: g.throw(KeyError('k')))
attempt('exhaust', lambda: next(g))
attempt('again', lambda: next(g))
attempt('throw after', lambda: g.throw(ValueError('v')))
attempt('close after', lambda: g.close())
for args in ((5,), (int,), ('x',), (), (ValueError, ValueError('a'), 5), (ValueError('a'), ValueError('b')), (ValueError, 'text'), (ValueError, ('a', 'b')), (ValueError, KeyError('a')), (ValueError, None, None), (KeyError,)):
    attempt(f'throw {args!r:.60}', lambda: gen(1).throw(*args))
def close_cases():
    def returns():
        try: yield 1
        except GeneratorExit: return 'closed value'
    def yields():
        try: yield 1
        except GeneratorExit: yield 2
    def raises():
        try: yield 1
        finally: 1 / 0
    def other():
        try: yield 1
        except GeneratorExit: raise KeyError('instead')
    for f in (returns, yields, raises, other):
        g = f()
        next(g)
        attempt('close ' + f.__name__, g.close)
        attempt('after', lambda: next(g))
close_cases()
g = gen(1)
attempt('close unstarted', g.close)
attempt('next closed', lambda: next(g))
def stop(): 
    raise StopIteration('x')
    yield
attempt('stop inside', lambda: next(stop()))
def stop_from_next():
    yield next(iter(()))
attempt('stop from next', lambda: next(stop_from_next()))
def running():
    yield next(me)
me = running()
attempt('running', lambda: next(me))
def running_throw():
    me.throw(KeyError)
    yield
me = running_throw()
attempt('running throw', lambda: next(me))
def running_close():
    me.close()
    yield
me = running_close()
attempt('running close', lambda: next(me))
class Delegate:
    def __init__(self, **methods): self.__dict__.update(methods)
    def __iter__(self): return self
    def __next__(self): return 'next'
def outer(d):
    r = yield from d
    return ('result', r)
class WithSend(Delegate):
    def send(self, v): return ('send', v)
class WithThrow(WithSend):
    def throw(self, *a): return ('throw', len(a), type(a[0]).__name__)
class WithClose(WithThrow):
    def close(self): print('  closed'); 
class StopNow(Delegate):
    def __next__(self): raise StopIteration('value', 'ignored')
class BadClose(Delegate):
    def close(self): raise ValueError('in close')
class BadThrow(Delegate):
    def throw(self, *a): raise StopIteration('from throw')
for d in (Delegate, WithSend, WithThrow, WithClose, StopNow, BadClose, BadThrow):
    g = outer(d())
    attempt(d.__name__ + ' next', lambda: next(g))
    attempt(d.__name__ + ' send', lambda: g.send(5))
    attempt(d.__name__ + ' throw', lambda: g.throw(KeyError('k')))
    attempt(d.__name__ + ' exit', lambda: g.throw(GeneratorExit('g')))
    g = outer(d())
    attempt(d.__name__ + ' start', lambda: next(g))
    attempt(d.__name__ + ' close', lambda: g.close())
for x in (5, None, 'ab', [1], {1: 2}, gen(7), outer([8])):
    attempt(f'yield from {type(x).__name__}', lambda: list(outer(x)))
async def co(): pass
c = co()
attempt('yield from coroutine', lambda: list(outer(c)))
c.close()
g = outer(gen(1, 2))
next(g)
print(g.gi_yieldfrom.__name__, g.gi_running, g.gi_suspended, g.gi_frame.f_lineno - g.gi_code.co_firstlineno, g.gi_frame.f_locals.keys())
g.close()
print(g.gi_yieldfrom, g.gi_frame, g.gi_suspended)
g.__name__ = 'renamed'
g.__qualname__ = 'also.renamed'
print(repr(g).partition(' at ')[0], g.__name__)
for source in ('g.__name__ = 5', 'del g.__name__', 'g.gi_frame = 1', 'g.x = 1', 'type(g)()', 'g.send()', 'g.send(1, 2)', 'g()', 'len(g)', 'g[0]', 'type(g).__next__(5)', 'type(g).send(5, 1)', 'gen(1).send(value=1)'):
    attempt(source, lambda: exec(source, globals()))
lam = (lambda: (yield))()
print(next(lam), lam.__name__, lam.__qualname__)
ge = (x for x in 'ab')
print(ge.__name__, ge.__qualname__, ge.gi_code.co_name, ge.gi_frame.f_locals.keys())
attempt('genexp source', lambda: (x for x in 5))
class NotIter:
    def __iter__(self): return 5
attempt('genexp iter', lambda: (x for x in NotIter()))
attempt('genexp later', lambda: next(x for y in (1,) for x in NotIter()))
# the exception being handled is the generator's own
def handler():
    try: 1 / 0
    except ZeroDivisionError:
        yield sys.exception()
        yield sys.exc_info()[0]
    yield sys.exception()
g = handler()
try:
    raise KeyError('outer')
except KeyError:
    print(repr(next(g)), repr(sys.exception()))
print(next(g), sys.exception())
try:
    raise KeyError('outer')
except KeyError:
    print(repr(next(g)))
def reraise():
    try: yield
    finally: print('  finally sees', repr(sys.exception()))
g = reraise(); next(g); g.close()
g = reraise(); next(g)
attempt('throw through finally', lambda: g.throw(OSError('o')))
g = reraise(); next(g)
del g
def ret_in_finally():
    try: yield 1
    finally: return 'swallowed'
g = ret_in_finally(); next(g)
attempt('swallowed', lambda: g.throw(KeyError))
