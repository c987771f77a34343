x = 'untouched'
r = [x for x in range(3)]
print(x, r)
print([[x for x in range(n)] for n in range(3)], x)
print({x: y for x, y in zip('ab', 'cd')}, {x for x in 'a'}, list(x for x in 'b'), x)

def f():
    y = 'local'
    fs = [lambda: y for y in range(3)]
    return y, [g() for g in fs]

print(f())

def shadow_unset():
    [z for z in range(3)]
    try:
        z
    except NameError as e:
        return type(e).__name__

print(shadow_unset())

def locals_inside():
    a = 1
    return [sorted(locals()) for b in [0]]

print(locals_inside())

class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]
    names = sorted(k for k in locals() if not k.startswith('_'))

print(C.doubled, C.names, hasattr(C, 'i'))

def raising():
    x = 'kept'
    try:
        [1 / x for x in (1, 0)]
    except ZeroDivisionError:
        return x

print(raising())
