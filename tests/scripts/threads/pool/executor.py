from concurrent.futures import ThreadPoolExecutor, as_completed, wait
import threading
with ThreadPoolExecutor(max_workers=3) as pool:
    print(list(pool.map(lambda x: x * x, range(6))))
    futures = [pool.submit(pow, 2, i) for i in range(4)]
    print(sorted(f.result() for f in as_completed(futures)), [f.done() for f in futures])
    bad = pool.submit(lambda: 1 / 0)
    print(repr(bad.exception()), bad.done(), bad.cancelled())
    try:
        bad.result()
    except ZeroDivisionError as e:
        print(e)
    done, pending = wait(futures)
    print(len(done), len(pending))
    names = set(pool.map(lambda _: threading.current_thread().name.split('_')[0], range(5)))
    print(len(names) == 1)
    f = pool.submit(lambda: 'callback result')
    f.add_done_callback(lambda f: print(f.result()))
    f.result()
try:
    pool.submit(print)
except RuntimeError as e:
    print(e)
