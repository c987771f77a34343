def plain(x):
    y = yield x
    yield from y
    return y


async def coroutine(x):
    async with x as y:
        await y
    async for z in x:
        print(z)
    return [w async for w in x]


async def agen():
    yield 1
