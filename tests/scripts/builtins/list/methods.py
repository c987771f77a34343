l = [3, 1, 2]
print(l.append(4), l, l.extend('ab'), l, l.insert(0, 'first'), l.insert(-1, 'before last'), l.insert(100, 'end'), l)
print(l.pop(), l.pop(0), l.pop(-2), l, l.remove('a'), l, l.index(2), l.count(1), [1, 2, 1].index(1, 1), [1, 2, 3].index(3, -1))
print(l.copy() == l, l.copy() is l, l.reverse(), l, l.clear(), l)
print([1, 2] + [3], [0] * 3, 2 * [1, 2], [1, 2] == [1, 2], [1] < [1, 2], [2] > [1, 5], [1, 'a'] != [1, 'b'], [] == (), [1] in [[1]], len([1, 2]), list(), list('ab'), list({1: 2}), list(range(3)))
l = [1]
l += (2, 3); l *= 2
print(l)
l.extend(l)
print(l, l.__len__(), l.__contains__(2), list.__doc__[:8])
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [].remove(1), lambda: [].index(1), lambda: [1, 2, 3].index(1, 1), lambda: [1] + (2,), lambda: [] < [1j] < [2j], lambda: [1j] < [2j], lambda: [1] * 'a', lambda: [1][5], lambda: list(5), lambda: [].append(), lambda: [].insert(1), lambda: [].insert('a', 1), lambda: [].pop('a'), lambda: hash([]), lambda: [1] * 10 ** 30, lambda: list(1, 2), lambda: [].extend(5), lambda: [].sort(5)):
    try:
        print(f())
    except (TypeError, ValueError, IndexError, OverflowError, MemoryError) as e:
        print(type(e).__name__, e)
