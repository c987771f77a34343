# Requests that can't be met raise MemoryError or OverflowError; nothing aborts.
import sys


def tries(f, *args):
    try:
        f(*args)
        return 'done'
    except Exception as e:
        return type(e).__name__


BIG = (2**31, 2**33, 2**40, 2**47, 2**59, 2**61, 2**62, 2**63 - 1, 2**63, 2**64, 10**30)


#: repeats
for n in BIG[2:]:
    for x in ('a', 'é', '\U0001f600', 'ab', b'a', b'ab', [0], [None] * 3, (1,), (1, 2), bytearray(b'a')):
        r = tries(lambda: x * n)
        if r not in ('MemoryError', 'OverflowError'): print(type(x), n, r)
        r = tries(lambda: n * x)
        if r not in ('MemoryError', 'OverflowError'): print(type(x), n, r)
        if hasattr(x, '__imul__'):
            y = x[:]
            tries(lambda: y.__imul__(n))
    for x in ('', b'', [], (), bytearray()):
        tries(lambda: x * n); tries(lambda: x * -n)
#: widths and precisions
for n in BIG[2:]:
    for f in (lambda: 'x'.ljust(n), lambda: 'x'.rjust(n), lambda: 'x'.center(n), lambda: 'x'.zfill(n), lambda: b'x'.ljust(n), lambda: b'x'.center(n), lambda: bytearray(b'x').rjust(n), lambda: bytearray(b'x').zfill(n), lambda: '%*d' % (n, 1), lambda: '%.*f' % (n, 1.5), lambda: '%.*d' % (n, 1), lambda: '%.*s' % (n, 'abc'), lambda: f'%{n}d' % 1, lambda: f'%.{n}d' % 1, lambda: f'%.{n}f' % 1.0, lambda: f'%{n}s' % 'x', lambda: f'%.{n}s' % 'x', lambda: f'%{n}c' % 'x', lambda: f'%{n}x' % 255, lambda: f'%{n}r' % 255, lambda: b'%*d' % (n, 1), lambda: f'%{n}d'.encode() % 1, lambda: f'{1:{n}}', lambda: f'{1:0{n}}', lambda: f'{1.5:.{n}f}', lambda: f'{1.5:{n}.3f}', lambda: f'{1.5:.{n}e}', lambda: f'{1.5:.{n}g}', lambda: f'{1.5:.{n}%}', lambda: f'{"x":{n}}', lambda: f'{"x":.{n}}', lambda: f'{1:,.{n}f}', lambda: f'{1j:{n}}', lambda: f'{1j:.{n}f}', lambda: f'{True:{n}}', lambda: '{:{}}'.format(1, n), lambda: '{0[%d]}' % n, lambda: ('{0[%d]}' % n).format([1]), lambda: ('{%d}' % n).format(1), lambda: format(10**50, f'0{n},'), lambda: 'a\tb'.expandtabs(n), lambda: b'a\tb'.expandtabs(n), lambda: round(1.5, n), lambda: round(1.5, -n), lambda: round(5, -n), lambda: round(5, n), lambda: (1.5).__round__(n), lambda: 'aaa'.replace('a', 'b', n), lambda: 'a b'.split(' ', n), lambda: 'abc'.find('b', n, -n), lambda: 'abc'[n:], lambda: 'abc'[-n:n:n], lambda: [1, 2][n], lambda: [1, 2][-n:n:-n], lambda: 'abc'[n]):
        r = tries(f)
#: numbers
for n in BIG[1:]:
    for f in (lambda: 1 << n if n > 2**45 else 0, lambda: -1 << n if n > 2**45 else 0, lambda: 1 >> n, lambda: -1 >> n, lambda: 0 << n, lambda: 2 ** n if n > 2**60 else 0, lambda: 1 ** n, lambda: 0 ** n, lambda: 2 ** -n, lambda: 2.0 ** n, lambda: (1).to_bytes(n) if n > 2**45 else 0, lambda: int.from_bytes(b'x' * 10, 'big') << n if n > 2**45 else 0, lambda: pow(3, n, 7), lambda: pow(3, -n, 7), lambda: hash(n), lambda: float(n), lambda: chr(n), lambda: bytes(n) if n > 2**40 else 0, lambda: bytearray(n) if n > 2**40 else 0, lambda: range(n)[n], lambda: range(n)[-1], lambda: len(range(n)), lambda: list(range(n)) if n > 2**45 else 0, lambda: tuple(range(n)) if n > 2**45 else 0, lambda: range(n).index(n - 1), lambda: range(0, n, n)[0], lambda: n in range(n), lambda: hash(range(n)), lambda: reversed(range(n)).__length_hint__(), lambda: iter(range(n)).__setstate__(n), lambda: 0, lambda: [0].__getitem__(n), lambda: [0].insert(n, 1), lambda: [0].pop(n), lambda: slice(n).indices(n), lambda: slice(-n, n, n).indices(n), lambda: memoryview(b'abc')[n], lambda: memoryview(b'abc').cast('B', (n,)), lambda: memoryview(b'abc').cast('B', (n, n)), lambda: 1.0 * n, lambda: n / 3, lambda: divmod(1, n), lambda: sys.setrecursionlimit(n), lambda: sys.setrecursionlimit(-n), lambda: sys.intern('x' * n) if n > 2**45 else 0, lambda: complex(n), lambda: n ** 0.5, lambda: enumerate([], n), lambda: next(enumerate([1], n)), lambda: sys.set_int_max_str_digits(n), lambda: sys.setswitchinterval(n)):
        tries(f)
    sys.setrecursionlimit(1000)
    try:
        sys.setswitchinterval(0.005)
    except Exception:
        pass
print(tries(lambda: 1 << 2**63), tries(lambda: 1 << 2**62), tries(lambda: [0] * 2**62))
# expect: OverflowError MemoryError MemoryError
#: sizes that lie
class L:
    def __init__(self, n): self.n = n
    def __length_hint__(self): return self.n
    def __iter__(self): return iter([1, 2])
    def __len__(self): return self.n
class G:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i
for n in BIG + (-1, -2**63, 0, 2**20, 'x', 1.5, None):
    for x in (L(n), G(n)):
        for f in (list, tuple, set, frozenset, bytes, bytearray, sum, len, sorted, lambda x: [].extend(x), lambda x: [*x], lambda x: bytearray().extend(x), lambda x: [1, 2].__setitem__(slice(0, 1), x), lambda x: dict.fromkeys(x), lambda x: ''.join(map(str, x)), reversed, bool, lambda x: 'x' in x, max, lambda x: (lambda *a: 0)(*x)):
            tries(f, x)
#: files asked for too much
f = open('/dev/zero', 'rb')
for n in BIG[2:]:
    tries(f.read, n); tries(f.readline, n) if 0 else None; tries(f.seek, n); tries(f.truncate, n) if 0 else None
    tries(lambda: open('/dev/null', 'rb', buffering=n)); tries(lambda: open('/dev/null', 'rb').read(n)); tries(lambda: open('/dev/null').read(n)); tries(lambda: open(n)); tries(lambda: open(-n))
import os
r, w = os.pipe()
for n in BIG[2:] + (-1,):
    tries(os.write, n, b''); tries(os.close, n); tries(os.lseek, r, n, 0)
    if n != -1: os.write(w, b'x'); tries(os.read, r, n)
#: a list that grows without end
# shell: ulimit -v 500000; {python}
try:
    l = [0]
    while True: l *= 2
except MemoryError:
    del l
    print('list')
try:
    s = 'x'
    while True: s += s
except MemoryError:
    del s
    print('str')
try:
    d = {}
    while True: d[len(d)] = None
except MemoryError:
    del d
    print('dict')
try:
    b = bytearray(b'x')
    while True: b += b
except MemoryError:
    del b
    print('bytearray')
try:
    l = []
    while True: l.append(0)
except MemoryError:
    del l
    print('append')
try:
    l = set()
    while True: l.add(len(l))
except MemoryError:
    del l
    print('set')
print('over')
# expect: list
# expect: str
# expect: dict
# expect: bytearray
# expect: append
# expect: set
# expect: over
#: little memory: objects
# shell: ulimit -v 400000; {python}
class A:
    def __init__(self, x): self.x, self.y = x, [x]
def make(n):
    for i in range(n): yield A(i)
for f in (lambda: list(make(10**9)), lambda: {i: A(i) for i in range(10**9)}, lambda: [lambda: i for i in range(10**9)], lambda: [str(i) for i in range(10**9)], lambda: [(i, [i], {i}) for i in range(10**9)], lambda: {str(i) for i in range(10**9)}, lambda: [i * 1.1e300 for i in range(10**9)], lambda: [2**100 + i for i in range(10**9)], lambda: [bytes(5) + bytes([i % 256]) for i in range(10**9)], lambda: list(map(iter, [()] * 10**7)) * 100, lambda: [make(i) for i in range(10**9)], lambda: sorted(range(10**9)), lambda: [type('C', (), {}) for _ in range(10**9)], lambda: dict(zip(range(10**9), range(10**9))), lambda: tuple(i for i in range(10**10)), lambda: set(range(10**10)), lambda: [Exception(i) for i in range(10**9)], lambda: [A.__init__.__get__(i) for i in range(10**9)]):
    try:
        f()
        print('no error')
    except MemoryError:
        pass
print('over')
# expect: over
#: little memory: recursion and threads
# shell: ulimit -v 400000; {python}
import threading, time
sys.setrecursionlimit(10**8)
def f(n): return f(n + 1)
for _ in range(3):
    try:
        f(0)
    except (RecursionError, MemoryError):
        pass
stop = threading.Event()
ts = []
try:
    for _ in range(2000):
        t = threading.Thread(target=stop.wait)
        t.start()
        ts.append(t)
except (RuntimeError, MemoryError):
    pass
stop.set()
for t in ts: t.join()
print('over')
# expect: over
#: little memory in finalizers and exit functions
# shell: ulimit -v 400000; {python}
import atexit
class D:
    def __del__(self):
        try:
            x = [0]
            while True: x *= 2
        except MemoryError:
            print('caught')
d = D()
del d
atexit.register(D)
e = D()
# expect: caught
# expect: caught
# expect: caught
#: uncaught MemoryError
# shell: ulimit -v 400000; {python}
l = []
while True: l.append(str(len(l)))
# status: 1
