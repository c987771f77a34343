def g():
    while True:
        try:
            x = yield 'ready'
            print('received', x)
        except ValueError as e:
            print('caught', e)
            yield 'recovered'
        except KeyError:
            return 'key'
        finally:
            print('finally')

it = g()
print(next(it))
print(it.throw(ValueError('v')))
print(next(it))
print(it.send(1))
try:
    it.throw(KeyError)
except StopIteration as e:
    print('returned', e.value)
it = g()
try:
    it.throw(ValueError('before start'))
except ValueError as e:
    print('not started:', e)
print(list(it))
it = g()
next(it)
try:
    it.throw(TypeError('through'))
except TypeError as e:
    print(e)
try:
    it.throw('not an exception')
except TypeError as e:
    print(e)
