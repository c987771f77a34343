# Coroutines and asynchronous generators driven by hand: every method in every state.
import sys
class Pause:
    def __init__(self, v): self.v = v
    def __await__(self): return (yield self.v)
async def coro(*values):
    got = []
    for v in values:
        try:
            got.append(await Pause(v))
        except ValueError as e:
            got.append(('caught', str(e)))
    return got
async def agen(*values):
    try:
        for v in values:
            try:
                got = yield v
                print('  sent', got)
            except KeyError as e:
                print('  threw', e)
    finally:
        print('  cleanup')
def attempt(label, f):
    try:
        print(label, '->', f())
    except BaseException as e:
        print(label, '->', type(e).__name__, e, repr(e.__context__), repr(e.__cause__))
def run(aw):
    it = aw.__await__() if hasattr(aw, '__await__') else iter(aw)
    try:
        while True: print('  awaiting', it.send(None))
    except StopIteration as e:
        return e.value
c = coro(1, 2, 3)
attempt('await twice', lambda: (c.send(None), c.send('a'), c.throw(ValueError('x')), c.cr_running, c.cr_suspended, c.cr_await.__class__.__name__))
attempt('end', lambda: c.send('z'))
attempt('again', lambda: c.send(None))
attempt('throw after end', lambda: c.throw(KeyError('k')))
attempt('close after end', lambda: c.close())
c = coro(1)
attempt('send before start', lambda: c.send(1))
attempt('throw before start', lambda: c.throw(KeyError('k')))
attempt('then send', lambda: c.send(None))
c = coro(1)
attempt('close unstarted', lambda: c.close())
attempt('send to closed', lambda: c.send(None))
attempt('not iterable', lambda: iter(c))
attempt('no next', lambda: next(c))
attempt('bad throw', lambda: coro(1).throw(5))
attempt('bad throw class', lambda: coro(1).throw(int))
attempt('throw many', lambda: coro(1).throw(ValueError, ValueError('a')))
async def awaits(x): return await x
for x in (5, None, 'a', [], (i for i in ()), object()):
    attempt(f'await {type(x).__name__}', lambda: run(awaits(x)))
class A1:
    def __await__(self): return 5
class A2:
    def __await__(self): return coro()
class A3:
    __await__ = None
class A4:
    def __await__(self): return iter([1, 2])
class A5:
    async def __await__(self): pass
for x in (A1(), A2(), A3(), A4(), A5()):
    attempt(f'await {type(x).__name__}', lambda: run(awaits(x)))
c = coro(1)
c2 = awaits(c)
c2.send(None)
attempt('awaited elsewhere', lambda: run(awaits(c)))
c2.close()
async def self_await():
    return await me
me = self_await()
attempt('awaits itself', lambda: me.send(None))
async def raises_stop(): raise StopIteration('s')
async def raises_stop_async(): raise StopAsyncIteration('s')
attempt('stop', lambda: run(raises_stop()))
attempt('stop async', lambda: run(raises_stop_async()))
async def ag_stop():
    raise StopAsyncIteration('inner')
    yield
async def ag_stop2():
    raise StopIteration('inner')
    yield
attempt('ag stop', lambda: run(ag_stop().__anext__()))
attempt('ag stop2', lambda: run(ag_stop2().__anext__()))
# Asynchronous generators.
g = agen(1, 2, 3)
attempt('anext', lambda: run(g.__anext__()))
attempt('asend', lambda: run(g.asend('s')))
attempt('athrow', lambda: run(g.athrow(KeyError('k'))))
attempt('aclose', lambda: run(g.aclose()))
attempt('anext after', lambda: run(g.__anext__()))
attempt('athrow after', lambda: run(g.athrow(KeyError('k'))))
attempt('aclose again', lambda: run(g.aclose()))
g = agen(1)
attempt('asend first', lambda: run(g.asend(5)))
attempt('athrow first', lambda: run(g.athrow(KeyError('k'))))
attempt('then', lambda: run(g.__anext__()))
g = agen(1, 2)
s = g.asend(None)
attempt('asend object', lambda: s.send(None))
attempt('asend reuse', lambda: s.send(None))
attempt('asend closed', lambda: s.close())
s = g.asend(None)
attempt('throw into asend', lambda: s.throw(ValueError('v')))
async def yields_in_finally():
    try: yield 1
    finally: yield 2
g = yields_in_finally()
attempt('start', lambda: run(g.__anext__()))
attempt('ignores exit', lambda: run(g.aclose()))
async def awaits_in_finally():
    try: yield 1
    finally: await Pause('closing')
g = awaits_in_finally()
attempt('start', lambda: run(g.__anext__()))
attempt('closes', lambda: run(g.aclose()))
async def slow():
    await Pause('p'); yield 1
g = slow()
a, b = g.__anext__(), g.__anext__()
attempt('first', lambda: a.send(None))
attempt('second while running', lambda: b.send(None))
attempt('aclose while running', lambda: g.aclose().send(None))
attempt('athrow while running', lambda: g.athrow(KeyError).send(None))
attempt('finish', lambda: a.send(None))
print(g.ag_running, g.ag_frame is not None, g.ag_await, g.ag_code.co_name, g.__name__, g.__qualname__)
# async for and async with on wrong objects
async def afor(x):
    async for i in x: pass
class F1: pass
class F2:
    def __aiter__(self): return 5
class F3:
    def __aiter__(self): return self
    def __anext__(self): return 5
class F4:
    async def __aiter__(self): return self
class F5:
    def __aiter__(self): return self
    async def __anext__(self): raise StopAsyncIteration
for x in (F1(), F2(), F3(), F4(), F5(), [1]):
    attempt(f'async for {type(x).__name__}', lambda: run(afor(x)))
async def awith(x):
    async with x as y: return y
class W1:
    def __enter__(self): return 1
    def __exit__(self, *a): pass
class W2:
    async def __aenter__(self): return 1
class W3:
    def __aenter__(self): return 5
    def __aexit__(self, *a): return 5
class W4:
    async def __aenter__(self): return 'value'
    def __aexit__(self, *a): return 5
class W5:
    async def __aenter__(self): return 'value'
    async def __aexit__(self, *a): return True
class W6:
    async def __aexit__(self, *a): return True
for x in (W1(), W2(), W3(), W4(), W5(), W6()):
    attempt(f'async with {type(x).__name__}', lambda: run(awith(x)))
class Both(W5):
    pass
def plain_with(x):
    with x: pass
attempt('with on async', lambda: plain_with(W5()))
attempt('for on async', lambda: [i for i in F5()])
attempt('anext builtin', lambda: run(anext(agen(1))))
attempt('anext default', lambda: run(anext(agen(), 'default')))
attempt('anext none', lambda: run(anext(agen())))
attempt('anext bad', lambda: anext(5))
attempt('aiter bad', lambda: aiter(5))
attempt('aiter', lambda: aiter(agen()).__class__.__name__)
async def comp(): return [i async for i in agen(1, 2)], {i async for i in agen(1)}, [await Pause(x) async for x in agen(3)], {k: v async for k in agen(4) for v in (5,)}
attempt('comprehensions', lambda: run(comp()))
async def genexp(): return [x async for x in (y * 2 async for y in agen(1, 2))]
attempt('genexp', lambda: run(genexp()))
# hooks
log = []
sys.set_asyncgen_hooks(firstiter=lambda g: log.append(('first', g.__name__)), finalizer=lambda g: log.append(('final', g.__name__)))
g = agen(1)
a = g.__anext__()
attempt('hooked', lambda: run(a))
del g, a
print(log, [type(h).__name__ for h in sys.get_asyncgen_hooks()])
sys.set_asyncgen_hooks(None, None)
for args in ((5,), (None, 5)):
    attempt('bad hook', lambda: sys.set_asyncgen_hooks(*args))
print(sys.get_asyncgen_hooks())
