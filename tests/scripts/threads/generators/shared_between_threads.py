import threading
def numbers():
    for i in range(1000): yield i
g, lock, out = numbers(), threading.Lock(), []
def take():
    while True:
        with lock:
            x = next(g, None)
        if x is None: return
        out.append(x)
threads = [threading.Thread(target=take) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(len(out), sorted(out) == list(range(1000)))
started, go = threading.Event(), threading.Event()
def slow():
    started.set()
    go.wait()
    yield 1
s = slow()
t = threading.Thread(target=lambda: next(s))
t.start()
started.wait()
try:
    next(s)
except ValueError as e:
    print(e)
go.set()
t.join()
