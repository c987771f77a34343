import operator as op
print(op.add(1, 2), op.itemgetter(1)('abc'), op.itemgetter(0, 2)('abc'), op.attrgetter('real', 'imag')(5), op.methodcaller('upper')('a'), op.methodcaller('split', ',', maxsplit=1)('a,b,c'), op.contains([1], 1), op.getitem({'k': 'v'}, 'k'), op.truth([]), op.is_(None, None), op.index(True), op.concat('a', 'b'), op.countOf([1, 1, 2], 1), op.indexOf('abc', 'c'), op.neg(5), op.inv(5), op.pow(2, 3), op.mod(7, 3), op.floordiv(7, 2), op.matmul if 0 else '', op.not_(0), op.length_hint([1, 2]))
l = [1]
l2 = op.iadd(l, [2])
d = {}
op.setitem(d, 'k', 1)
op.delitem(d, 'k')
print(l is l2, l, d, op.ior({1}, {2}), sorted([('b', 1), ('a', 2)], key=op.itemgetter(1)), op.attrgetter('__class__.__name__')(5), op.itemgetter(slice(1, 3))('abcd'), op.call(len, 'abc'), repr(op.itemgetter(1, 2)))
for f in (lambda: op.itemgetter(), lambda: op.attrgetter(5), lambda: op.itemgetter(5)('a'), lambda: op.index(1.5), lambda: op.indexOf('a', 'z'), lambda: op.attrgetter('x.y')(5), lambda: op.add(1)):
    try:
        print(f())
    except (TypeError, IndexError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
