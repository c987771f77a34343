def gen():
    yield 1
    yield from inner()

def inner():
    yield 2
    raise LookupError

for x in gen():
    print(x)
