d = {}
for k in 'cab': d[k] = ord(k)
d['a'] = 'updated'
print(d)
del d['c']
d['c'] = 'last'
print(d, list(d.items())[0])
d = {1: 'int', True: 'bool', 1.0: 'float'}
print(d, d[1], {0: 'a', False: 'b', 0.0: 'c', -0.0: 'd', 0j: 'e'})
class Key:
    def __init__(self, h, v): self.h, self.v = h, v
    def __hash__(self): return self.h
    def __eq__(self, o): print('eq', self.v, getattr(o, 'v', o)); return self.v == getattr(o, 'v', o)
    def __repr__(self): return f'K{self.v}'
a, b = Key(1, 'a'), Key(1, 'b')
d = {a: 1}
print(d[a])
d[b] = 2
print(d, Key(1, 'b') in d, Key(2, 'a') in d)
nan = float('nan')
print({nan: 1}[nan], nan in {nan: 1}, {float('nan'): 1}.get(float('nan')))
d = {i: i for i in range(1000)}
for i in range(0, 1000, 2): del d[i]
print(len(d), list(d)[:3], 501 in d, 500 in d, sum(d))
for i in range(1000, 1500): d[i] = i
print(len(d), list(d)[-1], list(d)[499:502])
while len(d) > 3: d.popitem()
print(d)
s = {'a': 1}
s['self'] = s
print(s, {'x': {'y': {}}})
print({'a': 1, **{'a': 2}}, dict([('a', 1), ('a', 2)]), {(1, 2): 'tuple', frozenset([1]): 'fs', None: 'none', ...: 'dots', int: 'type'})
