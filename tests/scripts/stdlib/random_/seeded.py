import random
random.seed(42)
print(random.random(), random.randint(1, 6), random.choice('abc'), random.uniform(1, 2), random.randrange(0, 100, 7), random.sample(range(10), 3), random.choices('ab', k=5), random.gauss(0, 1), random.getrandbits(70), random.betavariate(1, 2), random.expovariate(1))
l = list(range(10))
random.shuffle(l)
print(l, random.Random(7).random(), random.Random('text').random(), random.Random(b'bytes').randint(0, 99), random.Random(1.5).random(), random.choices([1, 2, 3], weights=[0, 1, 0], k=3), random.Random(2 ** 100).random(), random.triangular(0, 1), random.randbytes(4))
state = random.getstate()
a = random.random()
random.setstate(state)
print(a == random.random(), 0 <= random.SystemRandom().random() < 1)
for f in (lambda: random.choice([]), lambda: random.randint(2, 1), lambda: random.sample([1], 2), lambda: random.randrange(0), lambda: random.choices([], k=1), lambda: random.seed([]), lambda: random.getrandbits(-1)):
    try:
        print(f())
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
