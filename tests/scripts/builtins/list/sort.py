l = [3, 1, 2]
print(l.sort(), l, sorted('hello'), sorted([3, 1, 2], reverse=True), sorted(['b', 'A', 'c'], key=str.lower), sorted([(1, 'b'), (0, 'z'), (1, 'a')]), sorted({3: 0, 1: 0}))
data = [('a', 2), ('b', 1), ('c', 2), ('d', 1)]
print(sorted(data, key=lambda p: p[1]), sorted(data, key=lambda p: p[1], reverse=True), sorted(data, key=lambda p: -p[1]))
big = [(i * 7919) % 1009 for i in range(2000)]
s = sorted(big)
print(s == sorted(big, key=lambda v: v), all(a <= b for a, b in zip(s, s[1:])), s[0], s[-1], sorted(big, reverse=True) == s[::-1] or len(set(big)) < len(big))
class K:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return f'K{self.v}'
print(sorted([K(3), K(1), K(2)]), max([K(1), K(5)]), sorted([1, 2.5, True, 0]), sorted([[2], [1, 5], []]), sorted([0.0, -0.0, float('inf'), -float('inf')]))
for f in (lambda: sorted([1, 'a']), lambda: sorted([1, None]), lambda: sorted([1j, 2j]), lambda: sorted(5), lambda: [2, 1].sort(key=5), lambda: [1, 2].sort(lambda x: x), lambda: sorted([3, 1], key=lambda x: 1 / 0)):
    try:
        print(f())
    except (TypeError, ZeroDivisionError) as e:
        print(e)
l = [3, 2, 1]
def evil(x):
    l.append(x)
    return x
try:
    l.sort(key=evil)
except ValueError as e:
    print(e)
l = [3, 1, 2]
try:
    l.sort(key=lambda x: len(l) and 1 / 0 or x)
except ZeroDivisionError:
    print('raised')
print(l)
l = ['b', 'a']
try:
    l.sort(key=lambda x: undefined)
except NameError:
    print(sorted(l), len(l))
calls = []
sorted([1, 2, 3], key=lambda x: calls.append(x) or 0)
print(calls)
