import os.path, sys as system
from a.b import c as d, e

counter = 0

def outer(a, b=counter, *args, key: int = 1, **kwargs) -> str:
    global counter
    counter += 1
    local = a
    def inner(x):
        nonlocal local
        local += x + free
        return lambda y, *, z=local: (x, y, z, unknown)
    free = b
    del a
    return inner

def shadows():
    print = os
    class print: pass
    return print

async def coroutine():
    async with a as b: await b
    async for (i, [j, *k]) in b: yield i

def positional(p, /, q, *, r): ...

try:
    import zlib
except ImportError as error:
    zlib = error
else:
    ok = True
finally:
    done = True
with open('f') as f, g as (h, i): pass
for x.attr, y[0] in z: w = x
while walrus := next(it): walrus
match subject:
    case [first, *rest] | {'k': first, **rest}: pass
    case Point(x0, y=y0) as point if guard: pass
    case 'a' | None: pass
    case _: wild
del first, rest[0]
assert first, second
raise first from second
