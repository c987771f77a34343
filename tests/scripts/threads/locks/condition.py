import threading
cond = threading.Condition()
items = []
got = []
def consumer():
    for _ in range(3):
        with cond:
            while not items:
                cond.wait()
            got.append(items.pop(0))
def producer():
    for i in range(3):
        with cond:
            items.append(i)
            cond.notify()
c = threading.Thread(target=consumer)
c.start()
p = threading.Thread(target=producer)
p.start()
p.join(); c.join()
print(got)
with cond:
    print(cond.wait(0.01), cond.wait_for(lambda: True), cond.wait_for(lambda: False, 0.01), cond.wait_for(lambda: 'truthy'))
for f in (cond.wait, cond.notify, cond.notify_all, cond.release):
    try:
        f()
    except RuntimeError as e:
        print(e)
ready = 0
awake = []
def sleeper(n):
    global ready
    with cond:
        ready += 1
        cond.notify_all()
        cond.wait_for(lambda: ready == 'go')
        awake.append(n)
threads = [threading.Thread(target=sleeper, args=(n,)) for n in range(4)]
for t in threads: t.start()
with cond:
    cond.wait_for(lambda: ready == 4)
    ready = 'go'
    cond.notify_all()
for t in threads: t.join()
print(sorted(awake))
lock = threading.Lock()
c2 = threading.Condition(lock)
with c2:
    print(lock.locked())
print(lock.locked())
