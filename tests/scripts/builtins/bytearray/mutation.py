def B():
    return bytearray(b'hello')

def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

def set_item(key, value):
    def f():
        b = B()
        b[key] = value
        return b
    t(f)

def del_item(key):
    def f():
        b = B()
        del b[key]
        return b
    t(f)

for key, value in [(0, 72), (-1, 79), (0, 300), (0, 'a'), (10, 1), ('a', 1), (None, 1), (slice(0, 2), 5), (slice(0, 2), 'ab'), (slice(0, 2), [1, 2, 3]), (slice(0, 4, 2), b'abc'),
                   (slice(0, 4, 2), b'ab'), (slice(0, 2), b''), (slice(0, 4, 2), b''), (slice(0, 2), [1, 'a']), (slice(0, 2), (1, 300)), (slice(0, 2), 1.5), (slice(3, 1), b'XY'),
                   (slice(4, 0, -2), b'XY'), (slice(None), b''), (slice(2, 2), b'--'), (slice(0, 0), range(3)), (slice(99, 99), b'end'), (slice(None, None, 0), b''), (slice(0, 2), memoryview(b'mv'))]:
    set_item(key, value)
for key in [0, -1, 10, 'a', slice(0, 2), slice(0, 5, 2), slice(None, None, -2), slice(5, 2), slice(None), slice(None, None, 3), slice(4, None, -3)]:
    del_item(key)

def m(name, *args):
    def f():
        b = B()
        r = getattr(b, name)(*args)
        return b, r
    t(f)

for call in [('append', 300), ('append', 'a'), ('append', 1), ('extend', 'a'), ('extend', 5), ('extend', [1, 2]), ('extend', b'ab'), ('extend', [1, 300]), ('extend', [1, 'a']), ('extend', iter(b'it')),
             ('extend', memoryview(b'mv')), ('insert', 0, 300), ('insert', 100, 65), ('insert', -100, 65), ('insert', -1, 65), ('insert', 'a', 1), ('pop',), ('pop', 10), ('pop', -1), ('pop', 0), ('pop', 'a'),
             ('remove', 1), ('remove', 104), ('remove', 300), ('remove', 'a'), ('reverse',), ('clear',), ('copy',), ('resize', 3), ('resize', 8), ('resize', -1), ('resize', 'a'),
             ('__reduce__',), ('__reduce_ex__', 2), ('__reduce_ex__', 3), ('__init__', b'new'), ('__init__',), ('__contains__', 104)]:
    m(*call)
t(lambda: bytearray().pop())
t(lambda: hash(B()))

b = B()
same = b
b += b' world'
b += memoryview(b'!')
print(b, same is b)
b *= 2
print(b, same is b)
b *= 0
print(b, len(b), same is b)
for bad in ['a', 5, [1], None]:
    try:
        b += bad
    except TypeError as e:
        print(e)
b = B()
b.extend(b)
print(b)
b[2:4] = b
print(b)
b[:] = b[::-1]
print(b)
b = bytearray(range(10))
it = iter(b)
next(it)
b.clear()
print(list(it), type(it).__name__)
it = iter(b)
b.append(7)
print(list(it), list(it))
it = iter(bytearray(b'ab'))
next(it)
print(it.__reduce__()[1:], it.__length_hint__())

class Grows:
    def __init__(self, b): self.b = b
    def __index__(self):
        self.b.clear()
        return 5
b = B()
try:
    b[4] = Grows(b)
except IndexError as e:
    print('IndexError', e)
b = B()
print(b[Grows(b):], b)
