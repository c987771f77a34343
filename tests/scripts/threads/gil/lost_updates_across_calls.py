# modes: default
# A call between reading and writing gives other threads their chance.
import sys, threading, time
sys.setswitchinterval(1e-6)
def one(): return 1
def run(body):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        state = [0]
        def work():
            for _ in range(20000): body(state)
        threads = [threading.Thread(target=work) for _ in range(4)]
        for t in threads: t.start()
        for t in threads: t.join()
        if state[0] < 80000:
            return 'loses updates'
    return 'never loses'
def call(s): s[0] += one()
def builtin_call(s): s[0] += int(1)
def inner_loop(s):
    t = s[0]
    for _ in (0,): pass
    s[0] = t + 1
for body in (call, builtin_call, inner_loop): print(body.__name__, run(body))
