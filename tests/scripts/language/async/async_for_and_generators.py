def run(coro):
    try:
        while True: coro.send(None)
    except StopIteration as e:
        return e.value
class It:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        self.n -= 1
        if self.n < 0: raise StopAsyncIteration
        return self.n
async def f():
    async for x in It(3):
        if x == 1: continue
        print(x)
    else:
        print('else')
    async for x in It(9):
        if x == 7: break
    else:
        print('never')
    return x, [y async for y in It(3)], {y async for y in It(2)}, {y: y async for y in It(2)}, [y async for y in It(5) if y % 2]
print(run(f()))
async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print('got', got)
    finally:
        print('agen finally')
async def g():
    out = [x async for x in agen(3)]
    it = agen(3)
    print(await it.asend(None), await it.asend('hello'))
    try:
        await it.athrow(ValueError('thrown'))
    except ValueError as e:
        print(e)
    it = agen(2)
    await anext(it)
    await it.aclose()
    print(await anext(it, 'default'))
    try:
        await anext(it)
    except StopAsyncIteration:
        print('stopped')
    return out, [x async for x in (y * 2 async for y in agen(2))], [[x async for x in agen(i)] for i in range(2)]
print(run(g()))
print(type(agen(1)).__name__, type(agen(1).__anext__()).__name__)
for bad in (5, [1]):
    async def h():
        async for x in bad: pass
    try:
        run(h())
    except TypeError as e:
        print(e)
async def sync_for():
    for x in It(1): pass
try:
    run(sync_for())
except TypeError as e:
    print(e)
async def stop():
    raise StopIteration('x')
try:
    run(stop())
except RuntimeError as e:
    print(e)
async def agen_stop():
    yield 1
    raise StopAsyncIteration
async def use():
    async for x in agen_stop(): pass
try:
    run(use())
except RuntimeError as e:
    print(e)
for source in ('async def f():\n yield 1\n return 2', 'async def f():\n yield from x', 'def f():\n async for x in y: pass', 'async def f():\n def g():\n  await x', 'async x = 1', 'async def f(): [await x for x in y]', 'await = 1', 'def f(): return [x async for x in y]'):
    try:
        compile(source, '', 'exec')
        print('ok', source)
    except SyntaxError as e:
        print(e.msg)
