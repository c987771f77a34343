def convert(s):
    try:
        return int(s)
    except ValueError as e:
        raise TypeError(f'cannot convert {s!r}') from e

def outer():
    try:
        convert('x')
    except TypeError:
        raise KeyError('while handling')
    finally:
        pass

outer()
