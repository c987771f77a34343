class MyError(Exception):
    def __init__(self, code, *rest):
        super().__init__(code, *rest)
        self.code = code
    def __str__(self):
        return f'code {self.code}'

e = MyError(5, 'x')
print(e, repr(e), e.args, e.code)
e.args = (1, 2)
print(e.args, e.code)
try:
    e.args = 5
except TypeError as t:
    print(t)
for make in (
    lambda: {}['k'], lambda: [][1], lambda: (1).x, lambda: int('z'), lambda: 1 / 0, lambda: len(5),
    lambda: 'a' + 1, lambda: undefined, lambda: iter(5), lambda: [] < 1, lambda: -'a', lambda: [1, 2][1.5],
    lambda: 'abc'.index('z'), lambda: [].pop(), lambda: {}.popitem(), lambda: next(iter(())), lambda: chr(-1),
    lambda: 2 ** 'a', lambda: (1, 2) + [3], lambda: f'{5:z}', lambda: 5 @ 5, lambda: not_callable(), lambda: 5(),
):
    try:
        make()
    except Exception as e:
        print(type(e).__name__, '|', e)
e = AttributeError('m', name='n', obj=5)
print(e.name, e.obj, e.args)
e = ImportError('m', name='n', path='p')
print(e.name, e.path)
e = OSError(2, 'No such file', 'name')
print(e, e.errno, e.strerror, e.filename, type(e).__name__)
e = UnicodeDecodeError('utf8', b'abc', 1, 2, 'reason')
print(e)
print(issubclass(KeyError, LookupError), [c.__name__ for c in ZeroDivisionError.__mro__])
