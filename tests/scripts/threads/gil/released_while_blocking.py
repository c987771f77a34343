# Ten threads that sleep a tenth of a second take about a tenth of a second.
import threading, time
start = time.perf_counter()
threads = [threading.Thread(target=time.sleep, args=(0.1,)) for _ in range(10)]
for t in threads: t.start()
for t in threads: t.join()
elapsed = time.perf_counter() - start
print(0.1 <= elapsed < 0.9)
lock = threading.Lock()
lock.acquire()
counted = 0
def count():
    global counted
    while not lock.acquire(timeout=0.001): counted += 1
t = threading.Thread(target=count)
t.start()
time.sleep(0.1)
lock.release()
t.join()
print(counted > 5)
