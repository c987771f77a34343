import asyncio, contextvars, time
v = contextvars.ContextVar('v', default=0)
async def worker(n):
    v.set(n); await asyncio.sleep(0.01 * (3 - n)); return n, v.get()
async def main():
    print(await asyncio.gather(*(worker(i) for i in range(3))), v.get())
    async with asyncio.TaskGroup() as g:
        ts = [g.create_task(worker(i)) for i in range(2)]
    print([t.result() for t in ts])
    try: await asyncio.wait_for(asyncio.sleep(5), 0.02)
    except TimeoutError as e: print('timeout', repr(e))
    try:
        async with asyncio.timeout(0.01): await asyncio.sleep(1)
    except TimeoutError: print('timeout again')
    q = asyncio.Queue(2)
    async def produce():
        for i in range(5): await q.put(i)
        await q.put(None)
    p = asyncio.create_task(produce()); got = []
    while (x := await q.get()) is not None: got.append(x)
    print(got)
    async def handle(r, w):
        while line := await r.readline(): w.write(line.upper()); await w.drain()
        w.close()
    srv = await asyncio.start_server(handle, '127.0.0.1', 0)
    port = srv.sockets[0].getsockname()[1]
    r, w = await asyncio.open_connection('127.0.0.1', port)
    w.write(b'hello\nworld\n'); w.write_eof(); print(await r.read()); w.close(); await w.wait_closed()
    srv.close(); await srv.wait_closed()
    print(await asyncio.to_thread(lambda: sum(range(100))))
    proc = await asyncio.create_subprocess_exec('echo', 'sub', stdout=asyncio.subprocess.PIPE)
    print(await proc.communicate(), proc.returncode)
    t = asyncio.create_task(asyncio.sleep(10)); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print('cancelled', t.cancelled())
    lock = asyncio.Lock(); ev = asyncio.Event()
    async with lock: print(lock.locked())
    asyncio.get_running_loop().call_later(0.01, ev.set); await ev.wait(); print(ev.is_set())
    async def agen():
        for i in range(3): yield i; await asyncio.sleep(0)
    print([x async for x in agen()])
asyncio.run(main())
try:
    async def bad(): 1 / 0
    asyncio.run(bad())
except ZeroDivisionError as e: print(e)
