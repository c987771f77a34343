class A:
    def f(self):
        return 'A'
    @classmethod
    def c(cls):
        return 'Ac ' + cls.__name__
    @property
    def p(self):
        return 'Ap'
    def __getitem__(self, i):
        return i

class B(A):
    def f(self):
        return 'B' + super().f() + super(B, self).f()
    @classmethod
    def c(cls):
        return 'Bc ' + super().c()
    @property
    def p(self):
        return 'B' + super().p
    def __getitem__(self, i):
        return super().__getitem__(i) * 2
    def in_lambda(self):
        return (lambda: super(B, self).f())()
    def in_closure(self):
        def g(self):
            return super().f()
        return g(self)
    def unbound(self):
        return super(B).__thisclass__.__name__

b = B()
print(b.f(), B.c(), b.p, b[21], b.in_lambda(), b.in_closure(), b.unbound())

class Diamond1(A):
    def f(self):
        return 'D1' + super().f()

class Diamond2(A):
    def f(self):
        return 'D2' + super().f()

class Diamond(Diamond1, Diamond2):
    def f(self):
        return 'D' + super().f()

print(Diamond().f(), [k.__name__ for k in Diamond.__mro__])

class Bad(A):
    def no_args():
        super()
    def deleted(self):
        del self
        super()
    def method(self):
        return super().nothing

for call in (lambda: Bad.no_args(), lambda: Bad().deleted(), lambda: Bad().method()):
    try:
        call()
    except (RuntimeError, AttributeError) as e:
        print(type(e).__name__, e)
print(super(B, b), super(B, B))
