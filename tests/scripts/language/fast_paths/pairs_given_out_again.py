# Iterators over pairs give out one tuple again and again, but only if nobody kept it.
import sys

d = {i: str(i) for i in range(4)}
for make in (d.items, lambda: reversed(d.items()), lambda: enumerate('abcd', 10), lambda: zip('abcd', range(4))):
    kept = list(make())
    print(kept, len({id(t) for t in kept}) == len(kept))
    it = iter(make())
    first = next(it)
    second = next(it)
    print(first, second, first is second)
    del first, second
    print([(a, b) for a, b in it])
    seen = []
    for t in make():
        if t[0] in (1, 'b', 11):
            seen.append(t)
    print(seen)

# A kept pair can be a key: its hash is its own.
keys = {}
for t in d.items():
    keys[t] = hash(t)
print(all(hash(t) == h for t, h in keys.items()))
it = zip([1, 2, 3], 'xyz')
h = hash(next(it)) == hash((1, 'x'))
print(h, hash(next(it)) == hash((2, 'y')), next(it))

# What a pair held is released when the next one is made, at the latest.
class Noisy:
    def __init__(self, n): self.n = n
    def __del__(self): print('gone', self.n)

for i, x in enumerate(Noisy(n) for n in range(3)):
    print('got', i, x.n)
    del x
print('end')

it = zip([[1], [2], [3]], 'abc')
pair = next(it)
print(sys.getrefcount(pair))
pair = next(it)
print(sys.getrefcount(pair))
