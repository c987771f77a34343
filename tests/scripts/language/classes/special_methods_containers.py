class Seq:
    def __len__(self): return 3
    def __getitem__(self, k):
        print('getitem', k)
        if isinstance(k, int) and not 0 <= k < 3: raise IndexError(k)
        return k
    def __setitem__(self, k, v): print('setitem', k, v)
    def __delitem__(self, k): print('delitem', k)
    def __contains__(self, x): print('contains', x); return x
    def __bool__(self): print('bool'); return True
s = Seq()
s[1], s[1:2], s[::2], s[1, 2], s[..., :], s[-1:, None] = 1, 2, 3, 4, 5, 6
s[0]; s[:]; s['k']; s[1:2, 3]; s[()]
del s[1], s[:2]
print(1 in s, 0 in s, '' not in s)
print(bool(s), len(s), not s)
s[0] += 1
class Iter:
    def __getitem__(self, i):
        if i == 3: raise StopIteration
        return i
try:
    print(list(Iter()))
except Exception as e:
    print(type(e).__name__)
class BadLen:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
for n in (-1, 1.5, 'x', 2 ** 70):
    try:
        len(BadLen(n))
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
print(bool(BadLen(0)), bool(BadLen(2)))
class BadBool:
    def __bool__(self): return 1
try:
    if BadBool(): pass
except TypeError as e:
    print(e)
class Missing(dict):
    def __missing__(self, k): return k * 2
d = Missing(a=1)
print(d['a'], d['b'], d.get('b'), 'b' in d)
class It:
    def __iter__(self): return 5
try:
    iter(It())
except TypeError as e:
    print(e)
class Rev:
    def __reversed__(self): return iter('rev')
print(list(reversed(Rev())))
class NotIter: __iter__ = None; __contains__ = None
for f in (lambda: iter(NotIter()), lambda: 1 in NotIter(), lambda: 1 in 5, lambda: 5[0], lambda: 5 .__getitem__):
    try:
        f()
    except (TypeError, AttributeError) as e:
        print(e)
class ClassGetitem:
    def __class_getitem__(cls, k): return cls.__name__, k
print(ClassGetitem[1, 2])
