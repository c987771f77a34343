# The generator itself, without the module `random`.
import _random
R = _random.Random
class E(Exception): pass
for seed in (0, 1, -5, 2**100, True, 1.5, -2.5, (), 'x' * 0, 10**50):
    r = R(seed if not isinstance(seed, (str, tuple)) else 7)
    print(seed, r.random(), r.getrandbits(1), r.getrandbits(32), r.getrandbits(33), r.getrandbits(64), r.getrandbits(100), r.getrandbits(0), r.getrandbits(1000) % 10**20)
a = R(42)
state = a.getstate()
print(len(state), state[:3], state[-1])
first = [a.random() for _ in range(5)]
a.setstate(state)
print(first == [a.random() for _ in range(5)])
print(R(()).random() == R(hash(()) % 2**64).random(), R(None).random() != R().random())
class Sub(R):
    def __init__(self, x): self.seed(x)
print(Sub(3).random() == R(3).random(), R.__new__(R).random())
for f in (lambda: R(1, 2), lambda: R(x=1), lambda: R([]), lambda: R(1).getrandbits(-1), lambda: R(1).getrandbits(1.0), lambda: R(1).getrandbits(10**20), lambda: R(1).setstate(1), lambda: R(1).setstate((1, 2)), lambda: R(1).setstate((1,) * 625), lambda: R(1).setstate((1,) * 624 + (-1,)), lambda: R(1).setstate((-1,) + (1,) * 624), lambda: R(1).setstate(('a',) + (1,) * 624)):
    try:
        print(f())
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
