class Bad:
    def __iter__(self):
        yield 1
        raise ValueError('during')
try:
    a, b = Bad()
except ValueError as e:
    print(e)
try:
    [*Bad()]
except ValueError as e:
    print(e)
def f(*a): pass
try:
    f(*Bad())
except ValueError as e:
    print(e)
class TypeErr:
    def __iter__(self): raise TypeError('own message')
try:
    a, b = TypeErr()
except TypeError as e:
    print(e)
try:
    f(*TypeErr())
except TypeError as e:
    print(e)
class NotIter: pass
for code in ('a, b = NotIter()', 'f(*NotIter())', '[*NotIter()]', 'for x in NotIter(): pass', 'a, *b = NotIter()', 'list(NotIter())'):
    try:
        exec(code)
    except TypeError as e:
        print(code, '|', e)
def infinite():
    n = 0
    while True:
        print('made', n)
        yield n
        n += 1
try:
    a, b = infinite()
except ValueError as e:
    print(e)
