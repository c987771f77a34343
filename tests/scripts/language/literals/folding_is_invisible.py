# What the compiler computes must equal what the run time computes.
def same(source, **names):
    folded = eval(source)
    expr = source
    ns = {}
    for i, part in enumerate(names):
        ns[part] = names[part]
    computed = eval(names.pop('expr'), ns)
    print(source, repr(folded), repr(folded) == repr(computed), type(folded) is type(computed))
same('7 // -2', a=7, b=-2, expr='a // b')
same('-7 % 3', a=-7, b=3, expr='a % b')
same('7.5 // -2', a=7.5, b=-2, expr='a // b')
same('-7.5 % 2', a=-7.5, b=2, expr='a % b')
same('0.0 // -3', a=0.0, b=-3, expr='a // b')
same('2 ** -1', a=2, b=-1, expr='a ** b')
same('2 ** 0.5', a=2, b=.5, expr='a ** b')
same('(-8) ** (1/3)', a=-8, b=1/3, expr='a ** b')
same('-0.0', a=0.0, expr='-a')
same('0 * -1.0', a=0, b=-1.0, expr='a * b')
same('True + True', a=True, expr='a + a')
same('True & False', a=True, b=False, expr='a & b')
same('~7', a=7, expr='~a')
same('not 0', a=0, expr='not a')
same('1 / 3', a=1, b=3, expr='a / b')
same('10 ** 20 // 7', a=10 ** 20, b=7, expr='a // b')
same('10 ** 20 % -7', a=10 ** 20, b=-7, expr='a % b')
same('1 << 100 >> 98', a=1, b=100, c=98, expr='a << b >> c')
same('-5 >> 1', a=-5, b=1, expr='a >> b')
same('"ab" * 3', a='ab', b=3, expr='a * b')
same('3 * (1, 2)', a=3, b=(1, 2), expr='a * b')
same('"abc"[1]', a='abc', b=1, expr='a[b]')
same('"abcdef"[1:5:2]', a='abcdef', expr='a[1:5:2]')
same('(1, 2, 3)[-1]', a=(1, 2, 3), b=-1, expr='a[b]')
same('b"abc"[1]', a=b'abc', expr='a[1]')
same('"%s-%r" % ("a", "b")', a='%s-%r', b=('a', 'b'), expr='a % b')
same('"%5s|%-5r|%.2s" % (1, "b", "xyz")', a='%5s|%-5r|%.2s', b=(1, 'b', 'xyz'), expr='a % b')
same('1 + 2j', a=1, b=2j, expr='a + b')
same('1j * 1j', a=1j, expr='a * a')
same('-1j', a=1j, expr='-a')
same('1e308 * 10', a=1e308, b=10, expr='a * b')
same('(1, 2) + (3,)', a=(1, 2), b=(3,), expr='a + b')
same('1 if 0 else 2', a=0, expr='1 if a else 2')
same('0 or "" or None', a=0, b='', expr='a or b or None')
for source in ('1 // 0', '1 % 0', '1 / 0', '0 ** -1', '1 << -1', '"a" + 1', '-"a"', '(1,)[5]', '"a" * "b"', '2.0 ** 5000', '1 @ 2', '~1.5', '"%d" % ("x",)', '"%s" % ()', '"%s" % (1, 2)', '"abc"["x"]'):
    try:
        eval(source)
    except Exception as e:
        print(source, '|', type(e).__name__, e)
