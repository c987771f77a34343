import threading
e = threading.Event()
print(e.is_set(), e.wait(0.01), e.set(), e.is_set(), e.wait(), e.clear(), e.is_set())
log = []
def wait():
    e.wait()
    log.append('woken')
threads = [threading.Thread(target=wait) for _ in range(3)]
for t in threads: t.start()
log.append('setting')
e.set()
for t in threads: t.join()
print(log)
s = threading.Semaphore(2)
print(s.acquire(), s.acquire(), s.acquire(blocking=False), s.acquire(timeout=0.01), s.release(), s.acquire(), s.release(2), s._value)
b = threading.BoundedSemaphore(1)
with b: pass
try:
    b.release()
except ValueError as err:
    print(err)
try:
    threading.Semaphore(-1)
except ValueError as err:
    print(err)
active = peak = 0
guard = threading.Lock()
sem = threading.Semaphore(2)
def limited():
    global active, peak
    with sem:
        with guard:
            active += 1
            peak = max(peak, active)
        with guard:
            active -= 1
threads = [threading.Thread(target=limited) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(peak <= 2, active)
barrier = threading.Barrier(3, action=lambda: log.append('action'))
log.clear()
places = []
def meet():
    log.append('before')
    places.append(barrier.wait())
    log.append('after')
threads = [threading.Thread(target=meet) for _ in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print(log, sorted(places), barrier.parties, barrier.n_waiting, barrier.broken)
lonely = threading.Barrier(2)
try:
    lonely.wait(0.01)
except threading.BrokenBarrierError as err:
    print('broken', lonely.broken)
lonely.reset()
print(lonely.broken)
lonely.abort()
try:
    lonely.wait()
except threading.BrokenBarrierError:
    print('aborted')
