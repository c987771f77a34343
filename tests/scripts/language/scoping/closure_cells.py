# A closure sees the variable, not the value it had.
def make():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    i = 'after'
    return fs

print([f() for f in make()])

def counters():
    n = 0
    def up():
        nonlocal n
        n += 1
        return n
    def get():
        return n
    return up, get

up, get = counters()
up2, get2 = counters()
up(); up(); up2()
print(get(), get2())
print(up.__closure__[0] is get.__closure__[0], up.__closure__[0] is up2.__closure__[0])
print(up.__code__.co_freevars, counters.__code__.co_cellvars)
get.__closure__[0].cell_contents = 40
print(up())
