a, b = {1, 2, 3}, {2, 3, 4}
print(a | b == {1, 2, 3, 4}, a & b == {2, 3}, a - b == {1}, a ^ b == {1, 4}, a.union([5], (6,)) == {1, 2, 3, 5, 6}, a.intersection([1, 2], [2]), a.difference([1], [2]), a.symmetric_difference([1, 9]) == {2, 3, 9})
print(a < {1, 2, 3, 4}, a <= a, a < a, a > {1}, a >= {9}, a.issubset(range(9)), a.issuperset([1]), a.isdisjoint([7]), a == {3, 2, 1}, a != b, a == frozenset(a), {1} == [1])
s = set()
print(s.add(1), s.add(1), s, s.discard(5), s.update([2], 'a'), len(s), s.remove(2), 2 in s, s.pop() in {1, 'a'}, len(s), s.clear(), s, set(), {*()}, frozenset(), frozenset({1}), set('a'))
s = {1, 2, 3, 4}
s &= {1, 2, 3}; s |= {9}; s -= {1}; s ^= {2, 7}
print(sorted(s), s.intersection_update([3, 7]), sorted(s), s.difference_update([3]), s, s.symmetric_difference_update([1]), sorted(s))
f = frozenset([1, 2])
print(hash(f) == hash(frozenset([2, 1])), {f: 'ok'}[frozenset([2, 1])], f | {3} == {1, 2, 3}, type(f | {3}).__name__, type({3} | f).__name__, f.copy() is f, {1, 1.0, True}, {frozenset()}, frozenset('a') in [{'a'}])
for g in (lambda: {[]}, lambda: set().pop(), lambda: set().remove(1), lambda: {1} | [2], lambda: {1} < [1], lambda: {1} + {2}, lambda: hash(set()), lambda: set(5), lambda: frozenset().add(1), lambda: {1}[0], lambda: set(1, 2), lambda: {1}.union(5), lambda: {{}}, lambda: [] in {1}, lambda: {1} < 5):
    try:
        print(g())
    except (TypeError, KeyError, AttributeError) as e:
        print(type(e).__name__, e)
print(sorted({i * 37 % 101 for i in range(200)}) == list(range(101)), len(set(range(1000)) - set(range(0, 1000, 3))), {1} in [{1}], set() in {frozenset()}, {frozenset({1})} == {frozenset([1])})
