def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(25))
def ack(m, n):
    if m == 0: return n + 1
    if n == 0: return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))
print(ack(2, 3))
def mutual_a(n): return 'a' if n == 0 else mutual_b(n - 1)
def mutual_b(n): return 'b' if n == 0 else mutual_a(n - 1)
print(mutual_a(7))
Y = lambda f: (lambda x: x(x))(lambda y: f(lambda *a: y(y)(*a)))
print(Y(lambda self: lambda n: n < 2 and 1 or n * self(n - 1))(10))
def deep(n): return n if n == 0 else deep(n - 1)
print(deep(800))
def forever(): return forever()
try:
    forever()
except RecursionError as e:
    print(e)
print(fact(5))
class R:
    def __repr__(self): return repr(self)
    def __getattr__(self, n): return getattr(self, n + 'x')
    def __eq__(self, o): return self == o
for f in (lambda: repr(R()), lambda: R().a, lambda: R() == 1):
    try:
        f()
    except RecursionError as e:
        print('RecursionError', str(e).startswith('maximum recursion depth exceeded'))
import sys
old = sys.getrecursionlimit()
sys.setrecursionlimit(100)
try:
    deep(200)
except RecursionError as e:
    print(e)
sys.setrecursionlimit(old)
print(deep(200))
def permute(s): return [s] if len(s) < 2 else [c + p for i, c in enumerate(s) for p in permute(s[:i] + s[i+1:])]
print(permute('abc'))
