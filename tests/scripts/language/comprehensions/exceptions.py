def f():
    try:
        return [1 // x for x in (1, 0, 2)]
    except ZeroDivisionError:
        return 'caught', 'x' in locals()
print(f())
def g():
    x = 'outer'
    try:
        [x.missing for x in (1,)]
    except AttributeError as e:
        print(e)
    return x
print(g())
def h():
    for i in range(3):
        yield i
    raise ValueError('end')
try:
    {k: k for k in h()}
except ValueError as e:
    print(e)
def unset():
    try:
        [x for x in (1,) if undefined]
    except NameError:
        pass
    try:
        return x
    except NameError as e:
        return str(e)
print(unset())
g = (1 // x for x in (1, 0, 2))
print(next(g))
try:
    next(g)
except ZeroDivisionError as e:
    print(e)
print(list(g))
