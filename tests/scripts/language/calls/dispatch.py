class C:
    def __call__(self, *a): return 'instance', a
    @classmethod
    def cm(cls, *a): return cls.__name__, a
    @staticmethod
    def sm(*a): return a
    def m(self, *a, **k): return a, k
    prop = property(lambda self: lambda *a: ('from property', a))
c = C()
print(c(1), C.cm(2), c.cm(3), c.sm(4), C.sm(5), c.m(6, k=7), C.m(c, 8), c.prop(9))
m = c.m
print(m(1), [m, c.sm, C][0](2), (lambda f: f(3))(m), {'f': m}['f'](4))
c.own = lambda *a: ('own', a)
print(c.own(1), getattr(c, 'm')(5), C.__dict__['m'](c, 6), type(c).m(c, 7))
print(str.upper('a'), 'a'.upper(), int.__add__(1, 2), [].append.__self__, list.append.__name__, (5).__add__(6))
l = []
l.append(1); list.append(l, 2); (l.append)(3); a = l.append; a(4)
print(l, max([1, 5, 3]), max(1, 5), max('abc', key=lambda ch: -ord(ch)), sorted('cab', reverse=True), sum([1, 2], 10))
print(*map(lambda f: f(2), [str, float, lambda x: x * 2, C().__call__, bool]), sep=' | ')
print(print('nested', end='; '), len(str(list(range(3)))), int(float(str(2.0))))
for bad in (lambda: 5(), lambda: None(), lambda: 'a'(1), lambda: c.missing(), lambda: c.m.nope(), lambda: C.m(), lambda: str.upper(5), lambda: list.append(5, 1), lambda: [].append(), lambda: [].append(1, 2), lambda: [].append(x=1), lambda: len(), lambda: len(1, 2), lambda: int(x='1'), lambda: dict(1), lambda: type.mro(5), lambda: c.sm(k=1), lambda: (lambda **k: k)(1)):
    try:
        print(bad())
    except (TypeError, AttributeError) as e:
        print(e)
def outer(): return inner
def inner(*a): return outer if not a else a
print(outer()()()(1), (((outer)))()(2))
