def f(*args, **kw): return args, list(kw.items())
print(f(b=1, a=2), f(**{'z': 1, 'y': 2}), f(c=0, **{'z': 1}, a=9), f(*[1], b=2, *[3]))
def g(c=0, b=0, a=0): return a, b, c
print(g(a=1, b=2), g(1, a=3), g(**dict(c=5)), g(*(1,), **{'b': 2}))
class Kw:
    def __init__(self, *, size=1, **rest): self.size, self.rest = size, rest
k = Kw(size=5, colour='red')
print(k.size, k.rest)
print(dict(a=1, **{'b': 2}), dict([('x', 1)], y=2), dict({'a': 1}, a=2), '{a}{b}'.format(a=1, **{'b': 2}), '{0}{x}'.format('z', x=1))
def h(self, cls, **kw): return self, cls, kw
print(h(self=1, cls=2, kw=3), h(1, 2, **{'not an identifier': 4, '': 5}))
def mut(**kw):
    kw['new'] = 1
    return kw
d = {'a': 1}
print(mut(**d), d)
def pos(a, b, /, **kw): return a, b, kw
print(pos(1, 2, a=3, b=4))
print(sorted([3, 1, 2], reverse=True, key=None), int('ff', base=16), round(number=2.567, ndigits=1), str(object=b'x', encoding='ascii'), ' '.join(sep for sep in 'ab'), print(1, 2, sep='-', end='!\n', flush=False))
def star_default(*args, sep=' ', **kw): return sep.join(map(str, args)), kw
print(star_default(1, 2, sep='+', x=0))
