x = [1, 2, 3, 4]
del x[0], x[-1]
print(x)
a = b = c = 1
del (a, [b], c)
print('a' in globals(), 'b' in globals(), 'c' in globals())

class C:
    attr = 1
    other = 2
    del other

c = C()
c.i = 5
del c.i
try:
    del c.i
except AttributeError as e:
    print(e)
try:
    del c.attr
except AttributeError as e:
    print(e)
print(hasattr(C, 'other'))
try:
    del undefined
except NameError as e:
    print(e)
d = {1: 2}
del d[1]
try:
    del d[1]
except KeyError as e:
    print(repr(e))
del ()
del []
x = list(range(10))
del x[::2], x[1:3]
print(x)

def f():
    y = 1
    def g():
        return y
    del y
    try:
        g()
    except NameError as e:
        return str(e)

print(f())
