def run(coro):
    try:
        while True: coro.send(None)
    except StopIteration as e:
        return e.value
class CM:
    def __init__(self, n, swallow=False): self.n, self.swallow = n, swallow
    async def __aenter__(self): print('aenter', self.n); return self.n
    async def __aexit__(self, t, v, tb): print('aexit', self.n, t and t.__name__); return self.swallow
async def f():
    async with CM('a') as a, CM('b') as b:
        print(a, b)
    async with CM('s', True):
        raise ValueError
    async with (CM('p'), CM('q') as q):
        return q
print(run(f()))
async def g():
    for i in range(2):
        async with CM(i):
            continue
    while True:
        async with CM('w'):
            break
    try:
        async with CM('x'):
            raise KeyError('k')
    except KeyError as e:
        print(repr(e))
    with_sync = 5
    return with_sync
print(run(g()))
class NoExit:
    async def __aenter__(self): pass
class SyncOnly:
    def __enter__(self): pass
    def __exit__(self, *a): pass
class NotAwaitable:
    def __aenter__(self): return 5
    def __aexit__(self, *a): return 5
for cm in (NoExit(), SyncOnly(), 5, NotAwaitable()):
    async def h():
        async with cm: pass
    try:
        run(h())
    except TypeError as e:
        print(e)
class BadExit(NotAwaitable):
    async def __aenter__(self): pass
async def k():
    async with BadExit(): pass
try:
    run(k())
except TypeError as e:
    print(e)
