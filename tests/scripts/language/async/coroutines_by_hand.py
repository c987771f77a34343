def run(coro, *values):
    out, send = [], None
    values = iter(values)
    try:
        while True:
            out.append(coro.send(send))
            send = next(values, None)
    except StopIteration as e:
        return out, e.value

class Await:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield ('waiting', self.v)
        return (self.v, got)

async def inner(x):
    return await Await(x)
async def outer():
    a = await inner(1)
    b = await inner(2)
    return a, b
print(run(outer(), 'A', 'B'))
c = outer()
print(type(c).__name__, c.cr_await, c.cr_running)
c.send(None)
print(type(c.cr_await).__name__)
c.close()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
async def raises():
    try:
        await Await(1)
    except ValueError as e:
        return f'caught {e}'
    finally:
        print('finally')
c = raises()
c.send(None)
try:
    c.throw(ValueError('thrown'))
except StopIteration as e:
    print(e.value)
async def plain(): return 5
for bad in ('await 5', 'await [1]', 'await plain'):
    ns = {'plain': plain}
    exec(f'async def f():\n  {bad}', ns)
    try:
        ns['f']().send(None)
    except TypeError as e:
        print(e)
c = plain()
try:
    iter(c)
except TypeError as e:
    print(e)
try:
    c.send('not none')
except TypeError as e:
    print(e)
c.close()
class BadAwait:
    def __await__(self): return 5
async def f(): await BadAwait()
try:
    f().send(None)
except TypeError as e:
    print(e)
c = plain()
print(run(c))
try:
    run(c)
except RuntimeError as e:
    print(e)
l = lambda: plain()
print(run(l()), plain.__code__.co_flags & 0x80)
async def many(*a, k=1, **kw): return a, k, kw
print(run(many(1, 2, k=3, z=4)))
async def expr():
    return [await inner(i) for i in range(2)], {await inner('s')}, (await inner('t'))[0] + 'x', f'{await inner("f")}'
print(run(expr(), 1, 2, 3, 4, 5))
