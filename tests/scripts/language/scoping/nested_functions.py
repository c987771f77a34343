def a(x):
    def b(y):
        def c(z):
            return x, y, z
        return c
    return b

print(a(1)(2)(3))

def fact(n):
    def go(n, acc):
        return acc if n == 0 else go(n - 1, acc * n)
    return go(n, 1)

print(fact(30))

def even_odd():
    def even(n):
        return n == 0 or odd(n - 1)
    def odd(n):
        return n != 0 and even(n - 1)
    return even, odd

even, odd = even_odd()
print(even(10), odd(10), odd(7))
print(even.__qualname__, a(1).__qualname__, a(1)(2).__qualname__)

def params_as_cells(p, *args, k=1, **kw):
    def inner():
        nonlocal p
        p = p + 1
        return p, args, k, kw
    return inner

f = params_as_cells(1, 2, 3, k=4, z=5)
print(f(), f())
