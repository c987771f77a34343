class A:
    """Doc."""
    x = 1
    def __init__(self, y=2):
        self.y = y
    def m(self, z):
        return self.x, self.y, z

a = A(5)
print(a.m(3), A.m(a, 4), A.__doc__, A.__name__, A.__module__, A.__qualname__)
print(a.__dict__, a.__class__ is A, type(a) is A, isinstance(a, A))
a.x = 10
print(A.x, a.x)
del a.x
print(a.x)
m = a.m
print(m(7), m.__self__ is a, m.__func__ is A.m, m == a.m, m is a.m)
A.new = lambda self: 'added'
print(a.new())
print(A.__bases__, A.__mro__, A.__base__)
class B(A):
    def m(self, z):
        return 'B', super().m(z)
print(B().m(1), issubclass(B, A), B.__subclasses__(), A.__subclasses__() == [B])
print(hasattr(a, 'nope'), getattr(a, 'nope', 'default'))
for f in (lambda: a.nope, lambda: A.nope, lambda: A(1, 2, 3), lambda: a(), lambda: A.m()):
    try:
        f()
    except (AttributeError, TypeError) as e:
        print(e)
class Empty: ...
print(Empty().__dict__, vars(Empty()) == {})
try:
    object().x = 1
except AttributeError as e:
    print(e)
try:
    int.x = 1
except TypeError as e:
    print(e)
print(repr(A), str(A), repr(a)[:25].replace('0x', '')[:20])
