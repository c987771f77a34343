class CM:
    def __init__(self, n):
        self.n = n
    def __enter__(self):
        print('enter', self.n)
        return self.n
    def __exit__(self, *exc):
        print('exit', self.n, exc[0] and exc[0].__name__)
        return self.n == 'swallow'

def g():
    with CM('a') as a, CM('b'):
        yield a
        yield 2
    yield 3

print(list(g()))
it = g()
next(it)
it.close()
it = g()
next(it)
try:
    it.throw(ValueError)
except ValueError:
    print('out')

def s():
    with CM('swallow'):
        yield 1
    yield 'went on'

it = s()
next(it)
print(it.throw(KeyError))

def nested():
    try:
        try:
            yield 1
        finally:
            yield 'in finally'
    finally:
        print('outer finally')

it = nested()
print(next(it), next(it), next(it, 'end'))
it = nested()
next(it)
print(it.throw(ValueError))
try:
    next(it)
except ValueError:
    print('raised after the yield')
def ret():
    try:
        return 'value'
    finally:
        yield 'first'
it = ret()
print(next(it))
try:
    next(it)
except StopIteration as e:
    print(e.value)
