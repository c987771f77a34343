def numbers():
    n = 0
    while True:
        yield n
        n += 1

def take(k, it):
    for _, x in zip(range(k), it):
        yield x

def odd(it):
    return (x for x in it if x % 2)

def square(it):
    for x in it:
        yield x * x

print(list(take(5, square(odd(numbers())))))

def primes():
    found = []
    for n in numbers():
        if n > 1 and all(n % p for p in found):
            found.append(n)
            yield n

print(list(take(10, primes())))

def coroutine_average():
    total = n = 0
    average = None
    while True:
        x = yield average
        total += x
        n += 1
        average = total / n

avg = coroutine_average()
next(avg)
print([avg.send(x) for x in (10, 20, 60)])

def chain(*its):
    for it in its:
        yield from it

print(list(chain('ab', [1], (x for x in range(2)))))
def window(it, n):
    buf = []
    for x in it:
        buf = buf[-n + 1:] + [x]
        if len(buf) == n:
            yield tuple(buf)
print(list(window(range(5), 3)))
a, b, *c = take(4, numbers())
print(a, b, c)
print(3 in numbers(), max(take(3, numbers())), tuple(take(2, numbers())))
