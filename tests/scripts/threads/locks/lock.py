import threading
lock = threading.Lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(blocking=False), lock.acquire(timeout=0.01), lock.release(), lock.locked())
with lock as got:
    print(got, lock.locked())
print(lock.locked())
for f in (lock.release, lambda: lock.acquire(False, 1), lambda: lock.acquire(True, -2), lambda: lock.acquire(timeout='a'), lambda: lock.acquire(timeout=1e20)):
    try:
        f()
    except (RuntimeError, ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
try:
    with lock:
        raise KeyError('inside')
except KeyError:
    print('released', lock.locked())
order = []
lock.acquire()
def waiter(n):
    with lock:
        order.append(n)
threads = [threading.Thread(target=waiter, args=(n,)) for n in range(3)]
for t in threads: t.start()
order.append('main')
lock.release()
for t in threads: t.join()
print(order[0], sorted(order[1:]))
other = threading.Thread(target=lock.acquire)
other.start()
other.join()
print('any thread may release', lock.release())
print(type(lock).__name__, repr(lock)[:27])
