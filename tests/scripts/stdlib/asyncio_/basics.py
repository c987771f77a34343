import asyncio
async def work(n, d):
    await asyncio.sleep(d)
    return n
async def fail():
    raise ValueError('failed')
async def main():
    print(await asyncio.gather(work(1, .02), work(2, .01), work(3, 0)))
    t = asyncio.create_task(work('task', 0.01))
    print(t.done(), await t, t.done(), t.result())
    try:
        await asyncio.wait_for(work(0, 5), 0.01)
    except TimeoutError:
        print('timeout')
    print(await asyncio.gather(fail(), work(1, 0), return_exceptions=True))
    t = asyncio.create_task(work(0, 5))
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print('cancelled', t.cancelled())
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(work('a', 0))
        b = tg.create_task(work('b', 0))
    print(a.result(), b.result())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail())
    except* ValueError as eg:
        print(eg.exceptions)
    q = asyncio.Queue()
    async def producer():
        for i in range(3): await q.put(i)
        await q.put(None)
    asyncio.create_task(producer())
    out = []
    while (x := await q.get()) is not None: out.append(x)
    print(out)
    lock, order = asyncio.Lock(), []
    async def locked(n):
        async with lock:
            order.append(n)
            await asyncio.sleep(0)
            order.append(n)
    await asyncio.gather(locked(1), locked(2))
    print(order, [f.result() for f in asyncio.as_completed([])] if 0 else '')
    print(await asyncio.to_thread(sum, [1, 2, 3]))
    return 'done'
print(asyncio.run(main()))
