def g():
    try:
        raise KeyError('own')
    except KeyError:
        yield 1
        try:
            raise ValueError('second')
        except ValueError as e:
            yield repr(e.__context__)
        import sys
        yield sys.exception()

it = g()
next(it)
try:
    raise TypeError('caller')
except TypeError:
    print(next(it))
    print(repr(next(it)))
    import sys
    print(repr(sys.exception()))

def h():
    yield 1
    import sys
    yield repr(sys.exception())
it = h()
next(it)
try:
    raise OSError('around')
except OSError:
    print(next(it))
def thrown():
    try:
        yield
    except ValueError as e:
        yield repr(e), repr(e.__context__)
it = thrown()
next(it)
try:
    raise LookupError
except LookupError:
    print(it.throw(ValueError()))
