def chain(e):
    out = []
    while e is not None:
        out.append(f'{type(e).__name__}({e}) cause={e.__cause__!r} suppress={e.__suppress_context__}')
        e = e.__context__
    return out

try:
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise ValueError('two')
    except ValueError as v:
        raise KeyError('three') from v
except KeyError as e:
    print(*chain(e), sep='\n')
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise TypeError('hidden') from None
except TypeError as e:
    print(*chain(e), sep='\n')
try:
    raise ValueError from KeyError
except ValueError as e:
    print(repr(e.__cause__), e.__context__)
try:
    raise ValueError from 5
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError('same')
    except ValueError as e:
        raise e
except ValueError as e:
    print(e.__context__)
a, b = ValueError('a'), KeyError('b')
try:
    try:
        raise a
    except ValueError:
        try:
            raise b
        except KeyError:
            raise a
except ValueError as e:
    print(e is a, a.__context__ is b, b.__context__)
e = ValueError()
for bad in ('x', 5):
    try:
        e.__cause__ = bad
    except TypeError as t:
        print(t)
e.__context__ = None
print(e.__suppress_context__)
e.__cause__ = None
print(e.__suppress_context__)
