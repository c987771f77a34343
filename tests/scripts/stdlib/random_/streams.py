# Every kind of seed gives CPython's numbers.
import random, secrets, statistics
for seed in (42, -3, 'text', 'ünï', b'bytes', bytearray(b'x'), 2.5, 10**40, True, ''):
    r = random.Random(seed)
    print(repr(seed), r.random(), r.getrandbits(70), r.randrange(10**20), r.uniform(1, 2), r.gauss(0, 1), r.normalvariate(), r.choices('abc', [1, 2, 3], k=4), r.sample(range(1000), 5), r.randbytes(5), r.binomialvariate(10, .3), r.binomialvariate(1000, .4), r.betavariate(1, 2), r.expovariate(2), r.gammavariate(2, 1), r.lognormvariate(0, 1), r.vonmisesvariate(1, 2), r.paretovariate(3), r.weibullvariate(1, 2), r.triangular(0, 1, .3))
    x = list(range(12)); r.shuffle(x); print(x, r.choice(x))
r = random.Random(5); s = r.getstate(); a = [r.random() for _ in range(700)]; r.setstate(s); print(a == [r.random() for _ in range(700)], len(s), s[0], s[2], len(s[1]))
random.seed(1); print(random.randint(1, 100), random.getrandbits(5))
random.seed('a', version=1); print(random.random())
print(len(secrets.token_hex(8)), len(secrets.token_bytes(5)), secrets.randbelow(1), secrets.compare_digest('a', 'a'), len(secrets.token_urlsafe(10)))
sr = random.SystemRandom(); print(0 <= sr.random() < 1, sr.getrandbits(3) < 8, len(sr.randbytes(4)))
for f in (lambda: random.choice([]), lambda: random.randint(2, 1), lambda: random.sample([1], 2), lambda: random.seed([]), lambda: random.choices([1], [0]), lambda: random.sample({1, 2}, 1), lambda: sr.getstate(), lambda: random.randrange(1.0), lambda: random.shuffle('ab'), lambda: random.randrange(3, 3)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
import pickle, copy
q = copy.deepcopy(r); print(q.random() == r.random())
print(statistics.mean([1, 2, 3.5]), statistics.stdev([1, 2, 4]), statistics.quantiles(range(10)), statistics.NormalDist(1, 2).inv_cdf(.3), statistics.NormalDist.from_samples([1, 2, 3]), statistics.correlation([1, 2, 3], [1, 5, 7]), statistics.kde([1, 2, 3], 1)(2), statistics.fmean([1, 2], [3, 4]), statistics.geometric_mean([1, 2]), statistics.harmonic_mean([1, 2]), statistics.multimode('aabb'), statistics.NormalDist(0, 1).samples(2, seed=3))
