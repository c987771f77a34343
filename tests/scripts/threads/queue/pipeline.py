import queue, threading
a, b = queue.Queue(2), queue.Queue(2)
def stage(src, dst, f):
    while (x := src.get()) is not None: dst.put(f(x))
    dst.put(None)
threading.Thread(target=stage, args=(a, b, lambda x: x * 2)).start()
out = []
def collect():
    while (x := b.get()) is not None: out.append(x)
t = threading.Thread(target=collect)
t.start()
for i in range(20): a.put(i)
a.put(None)
t.join()
print(out)
