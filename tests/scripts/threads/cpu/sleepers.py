# Waiting gives the GIL up: ten sleeps of half a second end together.
import threading, time
start = time.monotonic()
threads = [threading.Thread(target=time.sleep, args=(0.5,)) for _ in range(10)]
for t in threads: t.start()
started = time.monotonic() - start
for t in threads: t.join()
elapsed = time.monotonic() - start
print(started < 0.5, elapsed >= 0.5, elapsed < 2)
# expect: True True True
