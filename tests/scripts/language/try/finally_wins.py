def a():
    try:
        return 'try'
    finally:
        print('finally runs')
def b():
    x = 1
    try:
        return x
    finally:
        x = 2
def c():
    try:
        raise ValueError('lost')
    except ValueError:
        return 'except'
    else:
        return 'else'
    finally:
        print('c finally')
def d():
    try:
        pass
    except ValueError:
        return 'except'
    else:
        return 'else'
    finally:
        print('d finally')
print(a(), b(), c(), d())
def e():
    for i in range(3):
        try:
            if i == 0:
                continue
            if i == 1:
                break
        finally:
            print('loop finally', i)
    else:
        return 'else'
    return i
print(e())
def f():
    try:
        try:
            return 1
        finally:
            print('inner')
    finally:
        print('outer')
print(f())
def g():
    l = []
    try:
        return l
    finally:
        l.append('mutated')
print(g())
ns = {}
exec('''
def h():
    try:
        1 / 0
    finally:
        return 'swallowed'
def i():
    while True:
        try:
            return 'lost'
        finally:
            break
    return 'after break'
def j():
    for k in range(2):
        try:
            raise ValueError(k)
        finally:
            continue
    return k
''', ns)
print(ns['h'](), ns['i'](), ns['j']())
