# Streams that are closed, full or gone, and odd ways to leave.
import sys


#: stdout closed
# shell: {python} >&-
print('x')
sys.stdout
#: stderr closed
# shell: {python} 2>&-
# status: 1
print('x')
1 / 0
# expect: x
#: stdin closed
# shell: {python} <&-
try:
    input()
except (RuntimeError, EOFError):
    pass
#: all closed
# shell: {python} <&- >&- 2>&-
print('x')
open('/dev/null').close()
1 / 0
# status: 1
#: a full disk
# shell: {python} > /dev/full
print('x' * 100)
# status: 120
#: a full disk, flushed at once
# shell: {python} > /dev/full
try:
    print('x' * 100, flush=True)
except OSError as e:
    print(e, file=sys.stderr)
# status: 120
#: a full disk and an error
# shell: {python} > /dev/full 2> /dev/full
print('x' * 100000)
1 / 0
# status: 120
#: a full stderr
# shell: {python} 2> /dev/full
sys.stderr.write('x' * 100000)
1 / 0
# status: 120
#: a broken pipe
# shell: {python} | true; exit ${PIPESTATUS[0]}
import time
time.sleep(0.2)
print('x')
# status: 120
#: a broken pipe, much data
# shell: {python} | head -1 > /dev/null; exit ${PIPESTATUS[0]}
for i in range(100000): print(i)
# status: 120
#: a broken pipe for stderr
# shell: {python} 2>&1 | true; exit ${PIPESTATUS[0]}
import time
time.sleep(0.2)
for i in range(10): sys.stderr.write('x' * 10000)
# status: 1 120
#: a folder as standard input
# shell: {python} < /
# status: 0 1
try:
    sys.stdin.read()
except OSError as e:
    print(type(e).__name__)
#: descriptors closed below the streams
import os
os.close(1)
print('x')
sys.stdout.flush() if 0 else None
# status: 120
#: descriptors closed and streams closed
import os
sys.stdout.close(); sys.stderr.close(); sys.stdin.close()
try:
    print('x')
except ValueError:
    pass
try:
    input()
except (ValueError, RuntimeError):
    pass
class D:
    def __del__(self): 1 / 0
D()
1 / 0
# status: 1
#: streams detached
sys.stdout.detach()
sys.stderr.detach()
try:
    print('x')
except ValueError:
    pass
1 / 0
# status: 1 120
#: exit values
# shell: for v in 0 1 255 256 -1 None 'True' '"x"' '()' '10**30' '-10**30' '1.5' '[]' 'sys' '"\\udc80"' 'E()' 'SystemExit(5)' 'KeyError'; do {python} "$v" >/dev/null 2>&1; echo -n "$? "; done; echo
class E:
    def __str__(self): 1 / 0
sys.exit(eval(sys.argv[1]))
# expect: 0 1 255 0 255 0 1 1 0 255 255 1 1 1 1 1 5 1 
#: exit from everywhere
import threading, atexit, gc
class D:
    def __del__(self): sys.exit(3)
D()
t = threading.Thread(target=sys.exit, args=(4,)); t.start(); t.join()
def g():
    try:
        yield 1
    finally:
        sys.exit(5)
it = g(); next(it); del it
gc.callbacks.append(lambda *a: sys.exit(6))
try:
    gc.collect()
except SystemExit:
    pass
gc.callbacks.clear()
class R:
    def __repr__(self): sys.exit(7)
    def __eq__(self, o): sys.exit(7)
    __hash__ = object.__hash__
for f in (lambda: repr([R()]), lambda: [R()] == [1], lambda: sorted([1, 2], key=lambda x: sys.exit(8)), lambda: '%s' % R(), lambda: eval('sys.exit(9)'), lambda: __import__('sys').exit(1), lambda: [x for x in iter(lambda: sys.exit(2), 0)]):
    try:
        f()
        print('went on')
    except SystemExit:
        pass
atexit.register(sys.exit, 9)
class Meta(type):
    def __del__(cls): sys.exit(3)
class M(metaclass=Meta): pass
del M
sys.excepthook = lambda *a: sys.exit(11)
1 / 0
# status: 11
#: os._exit with threads running
import os, threading, time
for _ in range(5): threading.Thread(target=time.sleep, args=(100,)).start()
os._exit(7)
# status: 7
#: daemon threads in every state
import threading, time
lock = threading.Lock(); lock.acquire()
ev = threading.Event(); cond = threading.Condition(); sem = threading.Semaphore(0); bar = threading.Barrier(5)
def spin():
    while True: pass
def alloc():
    while True: [object() for _ in range(100)]
def printing():
    while True: print(end='')
def raising():
    while True:
        try:
            raise ValueError
        except ValueError:
            pass
def starting():
    while True:
        try:
            threading.Thread(target=lambda: 0, daemon=True).start()
        except RuntimeError:
            pass
def condwait():
    with cond: cond.wait()
import gc
def collecting():
    while True: gc.collect()
for f in (spin, spin, alloc, printing, raising, starting, condwait, collecting, lock.acquire, ev.wait, sem.acquire, bar.wait, lambda: time.sleep(100)):
    threading.Thread(target=f, daemon=True).start()
time.sleep(0.05)
#: threads by the thousand
import threading
n = 0
lock = threading.Lock()
def work():
    global n
    with lock: n += 1
for _ in range(20):
    ts = [threading.Thread(target=work) for _ in range(100)]
    for t in ts: t.start()
    for t in ts: t.join()
for _ in range(1000): threading.Thread(target=work).start()
for _ in range(1000): threading.Thread(target=work)
for t in threading.enumerate():
    if t is not threading.current_thread(): t.join()
print(n)
# expect: 3000
#: threads that start threads at exit
import threading
def work(n):
    if n: threading.Thread(target=work, args=(n - 1,)).start()
for _ in range(10): threading.Thread(target=work, args=(20,)).start()
#: locks used wrongly
import threading, _thread
l = threading.Lock()
for f in (l.release, lambda: l.acquire(timeout=-5), lambda: l.acquire(timeout=1e30), lambda: l.acquire(False, 1), lambda: l.acquire(timeout='x'), threading.RLock().release, lambda: threading.Condition().notify(), lambda: threading.Condition().wait(), lambda: threading.Semaphore(-1), lambda: threading.Barrier(0), lambda: threading.Thread(target=5).run(), lambda: threading.Thread().join(), lambda: threading.current_thread().join(), lambda: threading.Thread(group=1), lambda: _thread.start_new_thread(1, ()), lambda: _thread.start_new_thread(print, 5), lambda: _thread.start_new_thread(print, (), 5), lambda: threading.stack_size(5), lambda: threading.stack_size(-1), lambda: threading.Timer('x', print).start(), lambda: threading.Event().wait('x'), lambda: threading.Event().wait(1e400), lambda: threading.Event().wait(float('nan')), lambda: threading.local().x, lambda: threading.local(5)):
    try:
        f()
    except Exception:
        pass
t = threading.Thread(target=print, args=('ran',))
t.start()
try:
    t.start()
except RuntimeError as e:
    print(e)
t.join()
del l
# expect: ran
# expect: threads can only be started once
#: lists changed by many threads
import threading
sys.setswitchinterval(1e-6)
l, d, s, b = [], {}, set(), bytearray()
class K:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __hash__(self): return self.n % 7
def work(k):
    for i in range(300):
        for f in (lambda: l.append(K(i)), lambda: l.pop(), lambda: l.sort(key=lambda x: x.n), lambda: l.index(K(3)), lambda: l.extend(l[:3]), lambda: l.__setitem__(slice(0, 2), [K(1)]), lambda: d.__setitem__(K(i), i), lambda: d.pop(K(i)), lambda: list(d), lambda: d.update({K(i): 1 for i in range(5)}), lambda: d.clear() if i % 50 == 0 else 0, lambda: s.add(K(i)), lambda: s.discard(K(i)), lambda: s | {K(3)}, lambda: sorted(s, key=lambda x: x.n), lambda: b.extend(b'xyz'), lambda: b.pop(), lambda: memoryview(b)[0], lambda: b.find(b'zx'), lambda: [x for x in l], lambda: {k: v for k, v in d.items()}, lambda: l.clear() if len(l) > 200 else 0, lambda: b.clear() if len(b) > 300 else 0, lambda: l == l[:], lambda: repr(d), lambda: setattr(K, 'a%d' % (i % 5), i), lambda: delattr(K, 'a%d' % (i % 5)), lambda: K(i).a1):
            try:
                f()
            except Exception:
                pass
ts = [threading.Thread(target=work, args=(k,)) for k in range(4)]
for t in ts: t.start()
for t in ts: t.join()
#: one generator, many threads
import threading
sys.setswitchinterval(1e-6)
def g():
    n = 0
    while True:
        n += 1
        yield n
it = g()
it2 = iter(range(10**6))
z = zip(it2, it2)
m = map(str, it)
def work():
    for _ in range(3000):
        for x in (it, it2, z, m):
            try:
                next(x)
            except (ValueError, StopIteration):
                pass
        try:
            it.throw(KeyError) if 0 else it.gi_frame
        except Exception:
            pass
ts = [threading.Thread(target=work) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
#: signals in a storm
import signal, os, threading
hits = 0
def handler(n, f):
    global hits
    hits += 1
    [0] * 100
    if hits % 10 == 0: raise ValueError
signal.signal(signal.SIGUSR1, handler)
def storm():
    for _ in range(300): os.kill(os.getpid(), signal.SIGUSR1)
t = threading.Thread(target=storm); t.start()
while t.is_alive():
    try:
        sorted(range(1000), key=lambda x: -x)
        t.join(0.001)
    except ValueError:
        pass
try:
    t.join()
except ValueError:
    pass
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
print(hits > 0)
# expect: True
#: arguments and environment that are no text
# shell: A=$'\xff' {python} $'\xfe' $'a\xffb' ''
import os
print(ascii(sys.argv[1:]), ascii(os.environ.get('A')))
# expect: ['\udcfe', 'a\udcffb', ''] '\udcff'
#: a current folder that is gone
# shell: p=$(command -v {binary}); mkdir gone; cd gone; rmdir ../gone; $p {script}
import os
try:
    os.getcwd()
except OSError as e:
    print(type(e).__name__)
# expect: FileNotFoundError
#: no environment
# shell: p=$(command -v {binary}); env -i $p {script}
print('x')
# expect: x
