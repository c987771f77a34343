# marshal: what it writes it reads.
import marshal

for x in (None, True, ..., 5, -5, 2**31, -2**31 - 1, 10**40, -10**40, 1.5, float('inf'), 2j, 'abc', 'é€', '\ud800', b'xy', (), (1, (2,)), [1, [2]], {'a': [1], 2: None}, {1, 2}, frozenset([3]), bytearray(b'q'), 'x' * 300):
    y = marshal.loads(marshal.dumps(x))
    print(y == x or bytes(x) == y, type(y).__name__)
for bad in (object(), [object()]):
    try:
        marshal.dumps(bad)
    except ValueError as e:
        print(e)
for bad in (b'', b'i\1', b'(\xff\xff\xff\x7f', b'?'):
    try:
        marshal.loads(bad)
    except (EOFError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
