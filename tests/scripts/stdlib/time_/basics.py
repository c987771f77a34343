import time
a = time.monotonic(); b = time.monotonic()
t = time.perf_counter()
time.sleep(0.02)
elapsed = time.perf_counter() - t
print(b >= a, 0.02 <= elapsed < 1, time.time() > 1.7e9, time.time_ns() > 10 ** 18, time.process_time() >= 0, time.gmtime(0)[:6], time.strftime('%Y-%m-%d', time.gmtime(86400)), time.gmtime(0).tm_year, type(time.gmtime(0)).__name__, time.strptime('2024-05-06', '%Y-%m-%d')[:3], time.asctime(time.gmtime(0)), time.monotonic_ns() > 0, time.thread_time() >= 0)
for f in (lambda: time.sleep(-1), lambda: time.sleep('a'), lambda: time.gmtime('a'), lambda: time.strftime(5), lambda: time.gmtime(1e30), lambda: time.sleep()):
    try:
        print(f())
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
