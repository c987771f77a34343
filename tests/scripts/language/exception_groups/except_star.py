def run(exc):
    try:
        raise exc
    except* ValueError as eg:
        print('value', eg.exceptions, repr(type(eg).__name__))
    except* (KeyError, TypeError) as eg:
        print('key/type', eg.exceptions)
    else:
        print('else')
    finally:
        print('finally')

run(ExceptionGroup('g', [ValueError(1), KeyError(2), ValueError(3)]))
run(ValueError('naked'))
try:
    run(ExceptionGroup('g', [OSError('left'), ValueError(1)]))
except ExceptionGroup as e:
    print('left over', repr(e))
try:
    run(OSError('naked left'))
except OSError as e:
    print(repr(e))
nested = ExceptionGroup('o', [ExceptionGroup('i', [ValueError(1), KeyError(2)]), TypeError(3)])
run(nested)
try:
    pass
except* ValueError:
    print('no')
else:
    print('nothing raised')
