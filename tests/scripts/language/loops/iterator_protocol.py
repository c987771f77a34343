class Count:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): print('iter'); return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration('ignored')
        self.i += 1
        return self.i
for x in Count(2): print(x)
print(list(Count(2)), sum(Count(3)), 2 in Count(5), max(Count(4)))
a, b = Count(2)
print(a, b, [*Count(1)], list(zip(Count(2), 'ab')))
class BadNext:
    def __iter__(self): return self
    def __next__(self): raise ValueError('from next')
try:
    for x in BadNext(): pass
except ValueError as e:
    print(e)
class NotIterator:
    def __iter__(self): return 5
try:
    for x in NotIterator(): pass
except TypeError as e:
    print(e)
class OldStyle:
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 2
print(list(OldStyle()), 4 in OldStyle(), list(enumerate(OldStyle(), 1)))
it = iter(int, 0)
print(list(it))
vals = iter([3, 2, 1, 0, 9])
print(list(iter(lambda: next(vals), 0)), next(vals))
print(next(iter([]), 'default'))
try:
    next(iter([]))
except StopIteration as e:
    print('stop', e.args)
try:
    next([])
except TypeError as e:
    print(e)
z = zip([1, 2, 3], 'ab')
print(list(z), list(z))
print(list(map(None.__class__, []) if False else map(str, [1])), list(filter(None, [0, 1, '', 'a'])))
m = map(lambda a, b: a + b, [1, 2], [10, 20, 30])
print(next(m), list(m))
print(list(reversed('abc')), list(reversed({1: 2, 3: 4})), list(enumerate('ab', start=5)))
print([list(g) for g in (range(3), {}, set(), '', b'', (), iter(()))])
