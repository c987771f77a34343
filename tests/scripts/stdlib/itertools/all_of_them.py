from itertools import *
print(list(islice(count(5, 2), 3)), list(islice(cycle('ab'), 5)), list(repeat(1, 3)), list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b, initial=10)), list(chain('ab', [1])), list(chain.from_iterable(['ab', 'c'])))
print(list(compress('abcd', [1, 0, 1, 0])), list(dropwhile(lambda x: x < 3, [1, 3, 1])), list(takewhile(lambda x: x < 3, [1, 3, 1])), list(filterfalse(lambda x: x % 2, range(5))), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest('abc', 'd', fillvalue='-')), list(pairwise('abcd')), list(batched('abcde', 2)))
print([(k, list(g)) for k, g in groupby('aabbbc')], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], list(islice('abcdef', 1, None, 2)), list(islice('abc', 2)))
print(list(product('ab', [1, 2])), list(product('ab', repeat=2)), list(permutations('abc', 2)), list(combinations('abcd', 2)), list(combinations_with_replacement('ab', 2)), len(list(permutations(range(5)))), list(product()), list(combinations('ab', 3)))
a, b = tee(iter('abc'))
print(next(a), next(a), list(b), list(a), next(count()), list(zip(count(1), 'ab')), list(islice(count(0.5, 0.25), 3)), repeat('x'), count(3))
for f in (lambda: list(islice('a', -1)), lambda: list(batched('a', 0)), lambda: list(batched('abc', 2, strict=True)), lambda: list(combinations('a', -1)), lambda: list(product('a', repeat=-1)), lambda: cycle(5), lambda: list(repeat(1, 'a')), lambda: list(starmap(pow, [1])), lambda: chain.from_iterable(5), lambda: list(chain(5))):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
