import sys

def show():
    print(repr(sys.exception()), sys.exc_info()[0])

show()
try:
    raise ValueError(1)
except ValueError:
    show()
    try:
        raise KeyError(2)
    except KeyError:
        show()
    show()
    def inner():
        try:
            raise TypeError(3)
        except TypeError:
            show()
        show()
    inner()
show()
for i in range(2):
    try:
        raise ValueError(i)
    except ValueError:
        show()
        continue
show()
try:
    raise ValueError('f')
except ValueError:
    pass
else:
    print('never')
finally:
    show()
try:
    try:
        raise ValueError('pending')
    finally:
        show()
except ValueError:
    pass
show()
