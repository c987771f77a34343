print(list(zip()), list(zip('ab')), list(zip('abc', [1, 2])), list(zip('ab', 'cd', 'ef')), list(zip('ab', [1, 2], strict=True)), dict(zip('ab', [1, 2])))
print(list(enumerate('ab')), list(enumerate('ab', 5)), list(enumerate([], start=-1)), list(map(str, [1, 2])), list(map(pow, [2, 3], [3, 2])), list(map(lambda *a: a, 'ab', 'cd', 'e')), list(filter(None, [0, 1, '', 'a'])), list(filter(lambda x: x > 1, [1, 2, 3])), list(reversed([1, 2])), list(reversed('ab')))
print(sum([]), sum([1, 2]), sum([[1], [2]], []), sum((1.5, 2)), sum([1, 2], start=10), sum([True, 2j]), min(3, 1, 2), max([1, 3, 2]), min('ab', key=lambda c: -ord(c)), max([], default='d'), min([5], default=1), max('a', 'b'), min((2, 'b'), (2, 'a')), max([1, 1.0]), max([1.0, 1]), max(range(5), key=lambda x: x % 3))
print(any([]), all([]), any([0, '', 1]), all([1, 'a', 0]), sorted('cab'), sorted({'b': 1, 'a': 2}), sorted([3, 1], reverse=True), len('abc'), len({1: 2}), list(iter('ab')), next(iter('ab')), next(iter(''), 'd'))
z = zip([1, 2, 3], iter('ab'))
print(next(z), list(z), list(map(None.__class__.__call__, [])))
for f in (lambda: list(zip('ab', 'c', strict=True)), lambda: list(zip('a', 'bc', strict=True)), lambda: zip(5), lambda: map(5), lambda: map(), lambda: list(map(5, [1])), lambda: filter(1), lambda: enumerate(), lambda: enumerate(5), lambda: sum(5), lambda: sum(['a', 'b']), lambda: sum('ab', ''), lambda: sum([1, 'a']), lambda: min(), lambda: min([]), lambda: max(5), lambda: max([1, 'a']), lambda: min(1, 2, default=3), lambda: reversed(5), lambda: reversed({1}), lambda: next(5), lambda: next(iter([])), lambda: iter(5), lambda: iter(5, 1), lambda: len(5), lambda: len(), lambda: any(5), lambda: sorted(), lambda: zip('a', strict=1, x=2), lambda: enumerate('a', 'b'), lambda: sum([b'a'], b''), lambda: reversed(x for x in '')):
    try:
        print(f())
    except (TypeError, ValueError, StopIteration) as e:
        print(type(e).__name__, e)
