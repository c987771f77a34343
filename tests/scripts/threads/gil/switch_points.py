# modes: default
# Where another thread may get its turn between reading and writing: at back edges and calls of
# native code, but neither in a loop that never goes back nor in len().
import sys, threading, time
sys.setswitchinterval(1e-6)
state = [0]
def inner_loop():
    for _ in range(15000):
        t = state[0]
        for _ in (0,): pass
        state[0] = t + 1
def left_at_once():
    for _ in range(15000):
        t = state[0]
        while True: break
        state[0] = t + 1
def comprehension():
    for _ in range(15000):
        t = state[0]
        [i for i in (0,)]
        state[0] = t + 1
def native_call():
    for _ in range(15000):
        t = state[0]
        str(t)
        state[0] = t + 1
def length():
    for _ in range(15000):
        t = state[0]
        len(())
        state[0] = t + 1
class Counter:
    def __init__(self): self.hidden = 0
    @property
    def count(self): return self.hidden
    @count.setter
    def count(self, n): self.hidden = n
def through_property():
    for _ in range(15000):
        counter.count += 1
    state[0] = counter.hidden
def run(body, tries):
    global counter
    lost = False
    deadline = time.monotonic() + 15
    while tries and not lost and time.monotonic() < deadline:
        tries -= 1
        state[0] = 0
        counter = Counter()
        threads = [threading.Thread(target=body) for _ in range(4)]
        for t in threads: t.start()
        for t in threads: t.join()
        lost = state[0] != 60000
    return 'loses updates' if lost else 'loses nothing'
for body in (left_at_once, length): print(body.__name__, run(body, 3))
for body in (inner_loop, comprehension, native_call, through_property): print(body.__name__, run(body, 1000))
