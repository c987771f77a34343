# The first iterable is evaluated outside, at once; everything else inside.
class C:
    n = 3
    ok = [x for x in range(n)]
    try:
        bad = [x for x in range(2) for y in range(n)]
    except NameError as e:
        bad = str(e)
    try:
        gen = list(n for x in range(2))
    except NameError as e:
        gen = str(e)

print(C.ok, C.bad, C.gen)

try:
    g = (x for x in 5)
except TypeError as e:
    print(e)
g = (y for x in [1] for y in 5)
print('not evaluated yet')
try:
    next(g)
except TypeError as e:
    print(e)

def gen():
    yield [x for x in (yield)]
it = gen()
next(it)
print(it.send('abc'))
