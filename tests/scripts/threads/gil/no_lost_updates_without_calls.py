# CPython gives the lock up only at back edges and calls, so these lose nothing.
import sys, threading
sys.setswitchinterval(1e-5)
n = 0
d = {'n': 0}
class C: pass
c = C(); c.n = 0
def plain():
    global n
    for _ in range(20000): n += 1
def in_dict():
    for _ in range(20000): d['n'] += 1
def attribute():
    for _ in range(20000): c.n += 1
def split():
    global n
    for _ in range(20000):
        t = n
        t = t + 1
        n = t
for f in (plain, in_dict, attribute, split):
    n = 0
    threads = [threading.Thread(target=f) for _ in range(4)]
    for t in threads: t.start()
    for t in threads: t.join()
    print(f.__name__, n or d['n'] * (f is in_dict) or c.n)
