def g():
    try:
        next(it)
    except ValueError as e:
        print(e)
    yield 1
    try:
        it.close()
    except ValueError as e:
        print(e)
    yield it.gi_running

it = g()
print(next(it), next(it), it.gi_running)
print(it.gi_frame is not None, it.gi_yieldfrom)
list(it)
print(it.gi_frame)

def inner():
    yield
def outer():
    yield from i
i = inner()
it = outer()
next(it)
print(it.gi_yieldfrom is i, i.gi_yieldfrom, it.gi_suspended)
