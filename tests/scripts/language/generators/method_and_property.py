class C:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        for i in range(self.n):
            yield i
    @property
    def squares(self):
        return (x * x for x in self)
    @classmethod
    def many(cls, *ns):
        for n in ns:
            yield cls(n)
    @staticmethod
    def letters(word):
        yield from word
    def __contains__(self, x):
        return x == 'magic'
    def __reversed__(self):
        yield from range(self.n, 0, -1)

c = C(3)
print(list(c), list(c.squares), [list(x) for x in C.many(1, 2)], list(C.letters('ab')))
print('magic' in c, 1 in c, list(reversed(c)), *c)
x, y, z = c
print(x, y, z, C.__iter__.__qualname__)
def f():
    """A generator's docstring."""
    yield
print(f.__doc__, f().__name__)
g = f()
g.__name__ = 'renamed'
print(g.__name__, repr(g)[:26])
