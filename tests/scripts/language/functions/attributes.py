def f(x, y=1):
    "docstring"
    return x
f.custom = 1
print(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__dict__, f.custom)
f.__name__ = 'renamed'
f.__qualname__ = 'Some.where'
f.__doc__ = 'new doc'
print(f.__name__, f.__qualname__, f.__doc__, repr(f)[:20])
def g(): return 'g code'
h = lambda: 'h code'
g.__code__ = h.__code__
print(g(), g.__name__)
for attempt in (lambda: setattr(f, '__name__', 5), lambda: setattr(f, '__code__', 5), lambda: setattr(f, '__defaults__', 5), lambda: setattr(f, '__dict__', 5), lambda: setattr(f, '__closure__', ()), lambda: f.missing, lambda: delattr(f, '__name__'), lambda: setattr(f, '__kwdefaults__', 1), lambda: setattr(f, '__globals__', {})):
    try:
        attempt()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
def no_doc(): 5
print(no_doc.__doc__, (lambda: 0).__name__, (lambda: 0).__doc__)
def outer():
    def inner(): pass
    class C:
        def m(self): pass
        l = lambda: 0
    return inner.__qualname__, C.__qualname__, C.m.__qualname__, C.l.__qualname__
print(outer())
print(f.__code__.co_name, f.__code__.co_firstlineno, f.__code__.co_consts[0], f.__code__.co_flags & 15)
print(f.__builtins__['len'] is len, f.__globals__ is globals(), f.__type_params__)
def cell(): 
    v = 1
    return lambda: v
c = cell().__closure__[0]
print(c.cell_contents, type(c).__name__)
c.cell_contents = 5
del c.cell_contents
try:
    c.cell_contents
except ValueError as e:
    print(e)
import types
F = types.FunctionType(f.__code__, {}, 'made', (9,))
print(F(3), F.__name__, F.__defaults__)
print(callable(f), f == f, f != g, bool(f), {f: 1}[f])
