# modes: default
# Two threads that only compute take as long as the same work done in turn, and share the time.
import threading, time
def work(n):
    total = 0
    for i in range(n): total += i * i
    return total
def elapsed(f):
    start = time.process_time()
    f()
    return time.process_time() - start
def in_turn():
    work(400000)
    work(400000)
def together():
    threads = [threading.Thread(target=work, args=(400000,)) for _ in range(2)]
    for t in threads: t.start()
    for t in threads: t.join()
in_turn()
# Processor time instead of wall time, so that other programs don't count; the best of a few tries.
ratios = [elapsed(together) / elapsed(in_turn) for _ in range(6)]
print(min(ratios) < 1.3, max(ratios) > 0.6)
# expect: True True
steps = [0, 0]
stop = False
gaps = []
def count(me):
    while not stop:
        for _ in range(500): pass
        steps[me] += 1
threads = [threading.Thread(target=count, args=(k,)) for k in range(2)]
for t in threads: t.start()
for _ in range(40):
    before = steps[:]
    time.sleep(0.025)
    gaps.append(all(a > b for a, b in zip(steps, before)))
stop = True
for t in threads: t.join()
# Both go on in nearly every stretch of some switch intervals; a busy machine may spoil a few.
print(sum(gaps) >= 20)
# expect: True
