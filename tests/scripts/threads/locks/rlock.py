import threading
r = threading.RLock()
print(r.acquire(), r.acquire(), r.acquire(blocking=False))
result = []
def try_it():
    result.append(r.acquire(blocking=False))
    try:
        r.release()
    except RuntimeError as e:
        result.append(str(e))
t = threading.Thread(target=try_it)
t.start(); t.join()
print(result)
r.release(); r.release(); r.release()
try:
    r.release()
except RuntimeError as e:
    print(e)
def nested(n):
    with r:
        return n if n == 0 else nested(n - 1) + 1
print(nested(10))
with r:
    with r:
        print('twice')
t = threading.Thread(target=lambda: print('free again', r.acquire(timeout=1), r.release()))
t.start(); t.join()
