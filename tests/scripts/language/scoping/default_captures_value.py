fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])

def f(x, acc=[]):
    acc.append(x)
    return acc

print(f(1), f(2), f(3, []), f(4))
print(f.__defaults__)
f.__defaults__ = (['new'],)
print(f(5))
