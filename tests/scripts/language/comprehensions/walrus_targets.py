print([last := x for x in 'abc'], last)
def f():
    total = 0
    sums = [total := total + x for x in range(5)]
    return total, sums
print(f())
def g():
    [[deep := (i, j) for j in range(2)] for i in range(2)]
    return deep
print(g())
def h():
    global made
    [made := x for x in range(3)]
h()
print(made)
def n():
    z = 0
    def inner():
        nonlocal z
        return [z := z + x for x in (1, 2)]
    inner()
    return z
print(n())
def lam():
    r = [(lambda: (q := x * 10))() for x in range(3)]
    return r, 'q' in locals()
print(lam())
gen = (seen := x for x in 'xy')
try:
    seen
except NameError as e:
    print(e)
next(gen)
print(seen)
if any((hit := x) > 3 for x in range(10)):
    print(hit)
