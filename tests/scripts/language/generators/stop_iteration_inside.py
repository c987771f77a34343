def g():
    yield 1
    raise StopIteration('inside')

it = g()
next(it)
try:
    next(it)
except RuntimeError as e:
    print(e, repr(e.__cause__))

def h():
    yield next(iter([]))

try:
    list(h())
except RuntimeError as e:
    print(e)

def catches():
    try:
        next(iter([]))
    except StopIteration:
        yield 'caught'

print(list(catches()))
def throws():
    try:
        yield
    except StopIteration:
        yield 'as expected'
it = throws()
next(it)
print(it.throw(StopIteration))
try:
    list(next(iter([])) for _ in range(2))
except RuntimeError as e:
    print(e)
