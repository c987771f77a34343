# One comparison of two locals meets ints, then other types, then ints again.
def same(x):
    return 'same' if x == x else 'other'
def order(x, y):
    return 'below' if x < y else 'not'
for x in [0, -5.5, float('nan'), 1, 2, 1j, 3, 2**70, 4, 'a', 5, 6, None, 7, 8, 9] * 3:
    print(same(x), end=' ')
print()
for x, y in [(1, 2), (2.5, 1), (3, 3), ('a', 'b'), (2**70, 1), (1, 2), ((), (1,)), (4, -4)] * 3:
    print(order(x, y), end=' ')
print()
