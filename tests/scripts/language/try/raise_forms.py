for thing in (ValueError, ValueError('inst'), ValueError('a', 1)):
    try:
        raise thing
    except ValueError as e:
        print(repr(e), e.args, str(e))
for bad in (5, 'string', int, None, object()):
    try:
        raise bad
    except TypeError as e:
        print(e)
try:
    raise
except RuntimeError as e:
    print(e)
def reraise():
    raise
try:
    try:
        raise ValueError('from elsewhere')
    except ValueError:
        reraise()
except ValueError as e:
    print(e)
class NeedsArgs(Exception):
    def __init__(self, a):
        self.a = a
try:
    raise NeedsArgs
except TypeError as e:
    print(e)
class Odd(Exception):
    def __new__(cls):
        return 7
try:
    raise Odd
except TypeError as e:
    print(e)
try:
    raise ValueError(KeyError('inner'))
except ValueError as e:
    print(repr(e))
print(repr(KeyError('k')), str(KeyError('k')), str(KeyError()), str(KeyError(1, 2)))
e = ValueError('x')
print(e.with_traceback(None) is e, e.__traceback__)
try:
    raise e
except ValueError:
    print(e.__traceback__ is not None)
e.add_note('note 1')
e.add_note('note 2')
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as t:
    print(t)
