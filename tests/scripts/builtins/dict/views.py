d = {'a': 1, 'b': 2}
k, v, i = d.keys(), d.values(), d.items()
d['c'] = 3
print(k, v, i, len(k), 'c' in k, 3 in v, ('c', 3) in i, ('c', 4) in i)
print(sorted(k & {'a', 'z'}), sorted(k | {'z'}), sorted(k - {'a'}), sorted(k ^ {'a', 'z'}), k == {'a', 'b', 'c'}, k <= {'a', 'b', 'c', 'd'}, k.isdisjoint({'z'}), i & {('a', 1)}, v == d.values(), sorted({'a'} | k))
it = iter(d)
next(it)
d['new'] = 1
try:
    next(it)
except RuntimeError as e:
    print(e)
it = iter(d.items())
d.pop('new')
try:
    list(it)
except RuntimeError as e:
    print(e)
for key in d: d[key] = d[key] * 10
print(d, list(map(list, zip(*d.items()))), [x for x in reversed(k)], type(k).__name__, type(iter(v)).__name__, k.mapping)
for f in (lambda: k[0], lambda: hash(k), lambda: k + k, lambda: v & v, lambda: set(v) and len(5)):
    try:
        print(f())
    except TypeError as e:
        print(e)
