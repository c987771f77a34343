# What can't fit must raise, never abort.
for f in (lambda: 'a' * 2 ** 62, lambda: [0] * 2 ** 62, lambda: bytes(2 ** 62), lambda: (1,) * 2 ** 62, lambda: bytearray(2 ** 62), lambda: 'ab' * 2 ** 63, lambda: [0] * 2 ** 64, lambda: 1 << 2 ** 63, lambda: range(2 ** 64)[2 ** 65], lambda: 'x'.ljust(2 ** 62), lambda: '%*d' % (2 ** 62, 1), lambda: f'{1:{2 ** 62}}', lambda: 'a'.zfill(2 ** 62), lambda: list(range(2 ** 62)) if 0 else [None] * (2 ** 61), lambda: 'x'.center(2 ** 63), lambda: b'a' * 2 ** 62):
    try:
        f()
        print('no error')
    except (MemoryError, OverflowError, IndexError, ValueError) as e:
        print(type(e).__name__)
