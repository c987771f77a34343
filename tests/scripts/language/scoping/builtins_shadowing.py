def f():
    len = lambda x: 'shadowed'
    return len([])

print(f(), len([]))
print = print
print('rebound')
import builtins
del print
builtins.print('deleted again, so builtin', len)
max = 3
builtins.print(max)
del max
builtins.print(max(1, 2))
builtins.extra = 'added to builtins'
builtins.print(extra)
del builtins.extra
try:
    extra
except NameError as e:
    builtins.print(e)
