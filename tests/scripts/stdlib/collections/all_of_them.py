from collections import *
c = Counter('abracadabra')
print(c, c['z'], c.most_common(2), c + Counter('ab'), c - Counter('aaa'), c & Counter('ab'), c | Counter('zz'), sorted(c.elements())[:3], c.total(), Counter(a=1, b=-1), +Counter(a=1, b=-1))
d = deque([1, 2, 3], maxlen=4)
d.append(4); d.appendleft(0); d.rotate(1); d.extend([7, 8]); d.extendleft('x')
print(d, d.pop(), d.popleft(), d[0], len(d), d.maxlen, list(reversed(d)), 7 in d, d.count(7), d.copy() == d, deque('abc') + deque('d'), deque('ab') * 2)
try:
    deque().pop()
except IndexError as e:
    print(e)
dd = defaultdict(list)
dd['a'].append(1)
print(dd, dd['b'], dd.get('c'), dd.default_factory, len(dd))
P = namedtuple('P', 'x y', defaults=[5])
p = P(1)
print(p, p.x, p[1], p._replace(x=9), p._asdict(), P._fields, P._make([1, 2]), P(1, 2) == (1, 2), *p, P.__doc__, P._field_defaults)
o = OrderedDict(a=1, b=2)
o.move_to_end('a')
print(o, list(o), o.popitem(last=False), o == {'a': 1}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), list(reversed(OrderedDict(a=1, b=2))))
m = ChainMap({'a': 1}, {'a': 2, 'b': 3})
m['c'] = 4
print(m['a'], m['b'], dict(m), m.maps, m.new_child({'a': 0})['a'], m.parents)
class UD(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
print(UD(a=1), UserList([1]) + [2], UserString('ab') + 'c')
for f in (lambda: P(), lambda: P(1, 2, 3), lambda: namedtuple('X', 'a a'), lambda: namedtuple('X', 'class'), lambda: setattr(p, 'x', 1), lambda: namedtuple('X', '1a'), lambda: defaultdict(5), lambda: deque(maxlen=-1), lambda: OrderedDict().popitem(), lambda: m['zz']):
    try:
        print(f())
    except (TypeError, ValueError, AttributeError, KeyError) as e:
        print(type(e).__name__, e)
