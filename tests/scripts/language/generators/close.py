def g(tag):
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print(tag, 'exit')
        raise
    finally:
        print(tag, 'finally')

it = g('a')
it.close()
print('unstarted closed')
it = g('b')
next(it)
it.close()
it.close()
print(list(it))

def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2

it = stubborn()
next(it)
try:
    it.close()
except RuntimeError as e:
    print(e)

def returns():
    try:
        yield 1
    except GeneratorExit:
        return 'value'

it = returns()
next(it)
print(it.close())
it = returns()
print(it.close())

def raises():
    try:
        yield 1
    finally:
        raise ValueError('in finally')

it = raises()
next(it)
try:
    it.close()
except ValueError as e:
    print(e, repr(e.__context__))
it = g('dropped')
next(it)
del it
print('end')
