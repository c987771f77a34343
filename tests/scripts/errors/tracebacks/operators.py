def f(a, b):
    return (a + 1) * (b /
                      0) - 5

def g():
    x = f(1, 2) + f(3, 4)
    return x

g()
