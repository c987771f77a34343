class A:
    if True:
        x = 1
    else:
        y = 2
    for i in range(3):
        pass
    try:
        1 / 0
    except ZeroDivisionError:
        z = 'caught'
    def f(self): return 1
    f = property(f)
    squares = {n: n * n for n in range(3)}
    with open(__file__) as fh:
        first = fh.readline()
    del fh
    locals()['dynamic'] = 'via locals'
    class Inner:
        deep = 1
    lst = [Inner, Inner.deep]
    import sys as _sys
    print('body runs', __name__, __qualname__)
a = A()
print(A.x, A.i, A.z, a.f, A.squares, A.first.strip(), A.dynamic, A.Inner.__qualname__, hasattr(A, 'fh'))
def make(n):
    if n:
        class K:
            v = n
            nxt = make(n - 1)
        return K
k = make(3)
print(k.v, k.nxt.v, k.nxt.nxt.nxt, k.__qualname__)
print(A.__firstlineno__, A.__static_attributes__)
class S:
    def f(self):
        self.a = self.b = 1
        self.c += 1
        (self.d, [self.e]) = 1, [2]
print(sorted(S.__static_attributes__))
try:
    class Raises:
        x = 1
        raise ValueError('in body')
except ValueError as e:
    print(e, 'Raises' in globals())
