def empty():
    return
    yield
def only_return():
    return [1]
    yield
def if_false():
    if 0:
        yield
print(list(empty()), list(if_false()))
try:
    next(only_return())
except StopIteration as e:
    print(e.value)
def tuple_value():
    yield
    return 1, 2
g = tuple_value()
next(g)
try:
    next(g)
except StopIteration as e:
    print(e.value, e.args)
def wrapper():
    r = yield from tuple_value()
    yield r
print(list(wrapper()))
def in_lambda():
    return lambda: (yield 3)
print(list(in_lambda()()))
e = StopIteration(1, 2)
print(e.value, e.args)
def exception_value():
    yield
    return ValueError('as value')
def w():
    x = yield from exception_value()
    yield repr(x)
print(list(w()))
