# attrgetter, itemgetter, methodcaller: what they print, pickle, refuse.
import operator as O


class P:
    def __init__(self, **kw):
        self.__dict__.update(kw)

    def __repr__(self):
        return f'P{vars(self)}'


p = P(a=1, b=P(c=2, d=P(e=3)))
print(O.attrgetter('a')(p), O.attrgetter('b.c', 'a', 'b.d.e')(p), O.itemgetter(1)('abc'), O.itemgetter(2, 0)('abc'), O.itemgetter(slice(1, 3))('abcd'))
print(O.methodcaller('split', ',', maxsplit=1)('a,b,c'), O.methodcaller('upper')('x'))
for f in (O.attrgetter('a'), O.attrgetter('a.b', 'c'), O.itemgetter(1), O.itemgetter('a', 2), O.methodcaller('x')):
    print(f, f.__reduce__(), callable(f), f == type(f)(*f.__reduce__()[1]) if isinstance(f, O.itemgetter) else '')
i = O.itemgetter([])
i.__reduce__()[1][0].append(i)
print(i)
CALLS = """
O.attrgetter()
O.attrgetter(1)
O.attrgetter('a', k=1)
O.itemgetter()
O.itemgetter(1, k=2)
O.methodcaller()
O.methodcaller(1)
O.itemgetter(1)()
O.itemgetter(1)(1, 2)
O.itemgetter(1)(k=1)
O.attrgetter('a')()
O.attrgetter('a')(1, 2)
O.attrgetter('a')(x=2)
O.attrgetter('a..b')(1)
O.attrgetter('')(1)
O.methodcaller('upper')()
O.methodcaller('upper')('a', 1)
O.methodcaller('x')(1)
O.itemgetter(5)((1, 2))
O.itemgetter(-1)((1, 2))
O.itemgetter('a')((1, 2))
type('X', (O.itemgetter,), {})
"""
for call in CALLS.strip().split('\n'):
    try:
        print(call, '->', eval(call))
    except Exception as e:
        print(call, '!!', type(e).__name__, e)
rows = [(3, 'c'), (1, 'a'), (2, 'b')]
print(sorted(rows, key=O.itemgetter(1)), max(rows, key=O.itemgetter(0)), list(map(O.methodcaller('index', 'c'), rows[:1])))
