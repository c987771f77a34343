# Which operand's method runs, in which order, and what NotImplemented does.
log = []
OPS = [('add', '+'), ('sub', '-'), ('mul', '*'), ('matmul', '@'), ('truediv', '/'), ('floordiv', '//'), ('mod', '%'), ('pow', '**'), ('lshift', '<<'), ('rshift', '>>'), ('and', '&'), ('xor', '^'), ('or', '|')]
def logged(cls, name, answer):
    def method(self, *other):
        log.append(f'{cls}.{name}')
        return answer
    return method
def make(name, base, answer, which=('', 'r', 'i')):
    return type(name, (base,), {f'__{p}{o}__': logged(name, p + o, answer) for o, _ in OPS for p in which})
A = make('A', object, NotImplemented)
B = make('B', object, NotImplemented)
SubA = make('SubA', A, NotImplemented)
Inherits = type('Inherits', (A,), {})
RightOnly = make('RightOnly', A, 'right', ('r',))
for o, symbol in OPS:
    for x, y in ((A(), B()), (A(), A()), (A(), SubA()), (SubA(), A()), (A(), Inherits()), (Inherits(), A()), (A(), RightOnly()), (RightOnly(), A()), (1, A()), (A(), 'a'), ([], A())):
        for op in (symbol, symbol + '='):
            log.clear()
            ns = {'x': x, 'y': y}
            try:
                exec(f'x {op} y' if op != symbol else f'x = x {op} y', ns)
                result = ns['x']
            except TypeError as e:
                result = e
            print(op, type(x).__name__, type(y).__name__, log, result)
class P:
    def __pow__(self, other, mod=None): return ('pow', other, mod)
    def __rpow__(self, other, mod=None): return ('rpow', other, mod)
    def __ipow__(self, other): return ('ipow', other)
print(pow(P(), 2), pow(P(), 2, 3), pow(2, P()))
for args in ((2, P(), 3), (2, 3, P()), (2.0, 3, 4), (2, 3.0, 4), ('a', 2, 3)):
    try:
        print(pow(*args))
    except TypeError as e:
        print(e)
p = P()
p **= 5
print(p)
class Cmp:
    def __init__(self, name): self.name = name
for n in ('lt', 'le', 'eq', 'ne', 'gt', 'ge'):
    setattr(Cmp, f'__{n}__', (lambda n: lambda s, o: log.append(s.name + ' ' + n) or NotImplemented)(n))
class SubCmp(Cmp):
    def __lt__(self, other): log.append(self.name + ' sub lt'); return NotImplemented
for op in ('<', '<=', '==', '!=', '>', '>='):
    for x, y in ((Cmp('a'), Cmp('b')), (Cmp('a'), SubCmp('s')), (SubCmp('s'), Cmp('a')), (1, Cmp('a'))):
        log.clear()
        try:
            result = eval(f'x {op} y')
        except TypeError as e:
            result = e
        print(op, log, result)
class Three:
    def __divmod__(self, o): return 'dm'
    def __rdivmod__(self, o): return 'rdm'
    def __neg__(self): return NotImplemented
    def __pos__(self): return 'pos'
    def __invert__(self): return 'inv'
print(divmod(Three(), 1), divmod(1, Three()), -Three(), +Three(), ~Three())
for source in ('divmod(1, "a")', '-"a"', '+[]', '~1.5', 'abs("a")', '1 + None', 'None + 1', '"a" + 1', '1 + "a"', '[] + ()', '() + []', '{} | 1', '{1} | [1]', '{1} - [1]', '"a" * 1.5', '[1] * "a"', '(1,) * None', 'b"a" + "a"', '"a" % 1', '"%d" % "a"', '1 @ 1', 'object() < object()', '1 < "a"', '[1] < (1,)', 'None < None', '{} < {}', '1j < 2j', 'int < str', '"a" in 1', '1 in "a"', 'b"a" in "a"', '"a" in b"a"', '300 in b"a"'):
    try:
        print(source, eval(source))
    except (TypeError, ValueError) as e:
        print(source, '|', e)
