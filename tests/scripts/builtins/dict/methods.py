d = {'a': 1, 'b': 2}
print(d.get('a'), d.get('z'), d.get('z', 0), d.setdefault('c', 3), d.setdefault('a', 9), d, d.pop('a'), d.pop('z', None), d.popitem(), d)
print(d.update({'x': 1}), d.update([('y', 2)]), d.update(z=3), d.update({'x': 9}, w=4), d, d.copy() == d, d.copy() is d, dict.fromkeys('ab'), dict.fromkeys([1, 2], 0))
print(list(d), list(d.keys()), list(d.values()), list(d.items()), len(d), 'x' in d, list(reversed(d)), list(reversed(d.items())), d.keys(), d.values(), d.items())
print({1: 2} | {3: 4}, {1: 2} | {1: 3}, {1: 2} == {1: 2.0}, {1: 2, 3: 4} == {3: 4, 1: 2}, {} == [], d.clear(), d, dict(a=1), dict([(1, 2)]), dict({1: 2}), dict(zip('ab', range(2))), dict())
d = {'k': [1]}
e = d.copy()
e['k'].append(2)
print(d, d | [('n', 1)] if False else {**d, 'n': 1})
d |= [('m', 2)]
print(d)
for f in (lambda: {}['z'], lambda: {}.pop('z'), lambda: {}.popitem(), lambda: {[]: 1}, lambda: dict(5), lambda: dict([1]), lambda: dict([(1,)]), lambda: dict(['abc']), lambda: {} | [], lambda: {} < {}, lambda: dict.fromkeys(5), lambda: {}.update(5), lambda: {}.update([1]), lambda: {1: 2}.get([]), lambda: [] in {}, lambda: {}.get(), lambda: dict(1, 2), lambda: hash({})):
    try:
        print(f())
    except (KeyError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
