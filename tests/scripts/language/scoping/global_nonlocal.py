x = 'module'

def outer():
    x = 'outer'
    def middle():
        nonlocal x
        x = 'middle'
        def inner():
            global x
            x = 'inner'
            return x
        return inner() + ' ' + x
    return middle() + ' ' + x

print(outer(), x)

def declare():
    global made_here
    made_here = 1
    global y, z
    y = z = 2

declare()
print(made_here, y, z)

def loop_global():
    global i
    for i in range(3):
        pass
    def g():
        return i
    return g()

print(loop_global(), i)

def import_global():
    global sys
    import sys

import_global()
print(sys.__name__)

def def_global():
    global helper
    def helper():
        return 'helped'
    global Klass
    class Klass:
        pass

def_global()
print(helper(), helper.__qualname__, Klass.__qualname__)
