print(True + 1, True * 3, -True, +True, ~1, True / 2, True // 2, True ** 2, True << 2, True & False, True | False, True ^ True, True & 1, 1 | True, type(True & False), type(True & 1), True == 1, False == 0.0, hash(True) == hash(1))
print(bool(), bool([]), bool([0]), bool(''), bool(' '), bool(0.0), bool(0j), bool(None), bool(...), bool(object()), bool(range(0)), bool(range(1)), bool({}), bool(b''), bool(frozenset()), bool(type))
print(str(True), repr(False), int(True), float(True), f'{True:d} {True} {True:>6}', '%d %s' % (True, True), [1, 2][True], {1: 'a'}[True], True < 2, sorted([True, False, 0.5]), isinstance(True, int), issubclass(bool, int), bool.__mro__, True is True, (1 == 1) is True, not True, not 0, True.real, True.bit_length(), sum([True, True]), True and 'x', False or 'y')
for f in (lambda: bool(1, 2), lambda: True(), lambda: True.x, lambda: type('B', (bool,), {}), lambda: True + 'a', lambda: bool(x=1), lambda: True < 'a'):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
