import queue, threading
q = queue.Queue()
print(q.empty(), q.qsize(), q.put(1), q.put(2), q.get(), q.qsize(), q.full(), q.get_nowait())
for f in (q.get_nowait, lambda: q.get(timeout=0.01), lambda: q.get(False)):
    try:
        f()
    except queue.Empty as e:
        print(repr(e))
small = queue.Queue(maxsize=1)
small.put('x')
for f in (lambda: small.put_nowait('y'), lambda: small.put('y', timeout=0.01)):
    try:
        f()
    except queue.Full as e:
        print(repr(e))
lifo, prio = queue.LifoQueue(), queue.PriorityQueue()
for x in (3, 1, 2):
    lifo.put(x); prio.put(x)
print([lifo.get() for _ in range(3)], [prio.get() for _ in range(3)])
work, results = queue.Queue(), []
def worker():
    while (item := work.get()) is not None:
        results.append(item * item)
        work.task_done()
    work.task_done()
threads = [threading.Thread(target=worker) for _ in range(3)]
for t in threads: t.start()
for i in range(10): work.put(i)
for _ in threads: work.put(None)
work.join()
for t in threads: t.join()
print(sorted(results))
try:
    work.task_done()
except ValueError as e:
    print(e)
s = queue.SimpleQueue()
s.put(1)
print(s.get(), s.empty(), s.qsize())
