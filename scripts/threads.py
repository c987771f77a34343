"""Threads that wait release the GIL; threads that share a variable can lose updates."""

import sys
import threading
import time


def sleeper():
    time.sleep(0.2)


start = time.perf_counter()
threads = [threading.Thread(target=sleeper) for _ in range(10)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("ten sleeps of 0.2 s took about", round(time.perf_counter() - start, 1), "s")

counter = 0


def one():
    return 1


def add(times):
    global counter
    for _ in range(times):
        counter += one()


sys.setswitchinterval(1e-6)
threads = [threading.Thread(target=add, args=(100_000,)) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("four threads added 400000 times; lost updates:", 400_000 - counter)

counter = 0
lock = threading.Lock()


def add_locked(times):
    global counter
    for _ in range(times):
        with lock:
            counter += one()


threads = [threading.Thread(target=add_locked, args=(25_000,)) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("with a lock, lost updates:", 100_000 - counter)
