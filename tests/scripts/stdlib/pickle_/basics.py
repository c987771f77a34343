import pickle
class P:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
data = [1, 2.5, 'é', b'b', None, True, (1, (2,)), {'a': [1]}, {1, 2}, frozenset([3]), 10 ** 30, -1, 1j, range(3), slice(1, 2), int, len, P(5), bytearray(b'x'), Ellipsis, ...]
for proto in range(pickle.HIGHEST_PROTOCOL + 1):
    again = pickle.loads(pickle.dumps(data, proto))
    print(proto, again == data, type(again[17]).__name__)
l = []
l.append(l)
m = pickle.loads(pickle.dumps(l))
print(m[0] is m)
shared = [1]
a, b = pickle.loads(pickle.dumps((shared, shared)))
print(a is b)
class S:
    def __getstate__(self): return {'saved': 1}
    def __setstate__(self, st): self.got = st
print(pickle.loads(pickle.dumps(S())).got)
class R:
    def __reduce__(self): return (str, ('rebuilt',))
print(pickle.loads(pickle.dumps(R())))
for f in (lambda: pickle.dumps(lambda: 0), lambda: pickle.loads(b''), lambda: pickle.loads(b'garbage'), lambda: pickle.dumps(x for x in [])):
    try:
        f()
    except (pickle.PicklingError, pickle.UnpicklingError, EOFError, AttributeError, TypeError) as e:
        print(type(e).__name__)
