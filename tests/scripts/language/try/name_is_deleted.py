try:
    raise ValueError('v')
except ValueError as e:
    saved = e
try:
    e
except NameError as err:
    print(err)
print(repr(saved))
e = 'before'
try:
    raise ValueError
except ValueError as e:
    e = 'rebound'
print('e' in globals())
try:
    raise ValueError
except ValueError as e:
    del e
print('deleted twice is fine')
def f():
    try:
        raise ValueError('x')
    except ValueError as e:
        g = lambda: e
        print(repr(g()))
    try:
        g()
    except NameError as n:
        print(n)
f()
def loop():
    for i in range(2):
        try:
            raise ValueError(i)
        except ValueError as e:
            continue
    return 'e' in locals()
print(loop())
class C:
    try:
        raise KeyError
    except KeyError as name:
        pass
print(hasattr(C, 'name'))
def h():
    global ge
    try:
        raise ValueError
    except ValueError as ge:
        pass
    return 'ge' in globals()
print(h())
def r():
    try:
        raise ValueError
    except ValueError as e:
        return e
print(type(r()).__name__)
