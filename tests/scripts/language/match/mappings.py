def f(x):
    match x:
        case {'a': 1, 'b': b}: return 'ab', b
        case {'a': {'deep': d}}: return 'deep', d
        case {'k': [x, *_], **rest}: return 'k', x, rest
        case {1: 'one', None: n, -2: m}: return n, m
        case {}: return 'some mapping'
        case _: return 'no mapping'

for v in ({'a': 1, 'b': 2, 'c': 3}, {'a': {'deep': 5}}, {'k': (1, 2), 'z': 26}, {1: 'one', None: 0, -2: 'm'}, {}, {'q': 1}, [], 'a', None):
    print(f(v))
class D(dict):
    def __missing__(self, k): return 'missing'
match D():
    case {'x': v}: print('uses __missing__', v)
    case _: print('get does not call __missing__')
class K:
    X = 'key'
match {'key': 1, 'other': 2}:
    case {K.X: v, **others}: print(v, others)
import collections
match collections.defaultdict(list):
    case {'a': _}: print('made up')
    case _: print('not made')
try:
    match {'a': 1}:
        case {K.X: 1, 'key': 2}: pass
except ValueError as e:
    print(e)
x = {'a': 1}
match x:
    case {'a': 1, **rest}: rest['new'] = 1
print(x, rest)
for source in ("{'a': 1, 'a': 2}", "{**r, 'a': 1}", "{**_}", "{f'a': 1}", "{x: 1}"):
    try:
        compile(f'match 1:\n  case {source}: pass', '', 'exec')
    except SyntaxError as e:
        print(e.msg)
