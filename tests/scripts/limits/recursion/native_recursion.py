class R:
    def __init__(self): self.me = self
    def __repr__(self): return repr(self.me)
    def __hash__(self): return hash(self.me)
    def __eq__(self, o): return self.me == o
    def __lt__(self, o): return self < o
    def __getattr__(self, n): return getattr(self, n)
    def __call__(self): return self()
    def __len__(self): return len(self)
    def __iter__(self): return iter(self)
    def __add__(self, o): return self + o
    def __getitem__(self, k): return self[k]
    def __str__(self): return str(self)
    def __format__(self, s): return format(self)
    def __bool__(self): return bool(self)
    def __contains__(self, x): return x in self
    def __del__(self): pass
r = R()
for f in (lambda: repr(r), lambda: hash(r), lambda: r == 1, lambda: r < 1, lambda: r.x, lambda: r(), lambda: len(r), lambda: iter(r), lambda: r + 1, lambda: r[0], lambda: str(r), lambda: f'{r}', lambda: bool(r), lambda: 1 in r, lambda: sorted([r, r]), lambda: [r] == [1], lambda: {r: 1}, lambda: max(r, r)):
    try:
        f()
        print('no error')
    except RecursionError:
        print('RecursionError', end=' ')
print()
