class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y):
        self.x, self.y = x, y

class Point3(Point):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z

def f(p):
    match p:
        case Point3(0, z=z): return 'p3', z
        case Point(0, 0): return 'origin'
        case Point(x, y=0): return 'x axis', x
        case Point(x=0, y=y): return 'y axis', y
        case Point(x, y) if x == y: return 'diagonal', x
        case Point(): return 'point'
        case int(n): return 'int', n
        case str() | bytes() as s: return 'text', s
        case [Point(x=a), Point(x=b)]: return 'two', a, b
        case dict(d): return 'dict', d
        case tuple((a, b)): return 'tuple', a, b
        case float(real=r): return r

for v in (Point(0, 0), Point(5, 0), Point(0, 5), Point(2, 2), Point(1, 2), Point3(0, 1, 2), Point3(1, 0, 2), 5, True, 's', b'b',
          [Point(1, 2), Point(3, 4)], {1: 2}, (1, 2), 2.5, None):
    print(f(v))
class NoArgs: pass
class BadArgs: __match_args__ = 5
class BadItem: __match_args__ = (5,)
class Twice: __match_args__ = ('a',); a = 1
def attempt(f):
    try:
        f()
    except TypeError as e:
        print(e)
def a():
    match NoArgs():
        case NoArgs(1): pass
def b():
    match BadArgs():
        case BadArgs(1): pass
def c():
    match BadItem():
        case BadItem(1): pass
def d():
    match Twice():
        case Twice(1, a=1): pass
def e():
    match 1:
        case int(1, 2): pass
def g():
    x = 5
    match 1:
        case x.y(): pass
def h():
    notclass = 5
    match 1:
        case notclass(): pass
for fn in (a, b, c, d, e, h):
    attempt(fn)
class Missing:
    __match_args__ = ('gone',)
match Missing():
    case Missing(1): print('no')
    case Missing(): print('attribute missing: no match')
class Meta(type):
    def __instancecheck__(cls, x): return x == 'magic'
class Virtual(metaclass=Meta): pass
match 'magic':
    case Virtual(): print('isinstance decides')
