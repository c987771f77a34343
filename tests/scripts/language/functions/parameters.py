def f(a, b=1, /, c=2, *args, d, e=4, **kw): return a, b, c, args, d, e, kw
print(f(1, d=3), f(1, 2, 3, 4, 5, d=6, z=7), f(1, c=9, d=0), f(1, d=2, a=3, b=4))
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount)
def kwonly(*, a, b=2): return a, b
def posonly(a, b=2, /): return a, b
def star(*, a): return a
print(kwonly(a=1), posonly(1), posonly(1, 3), star(a=5))
def defaults(a=[], b={}, *, c=set()):
    a.append(len(a)); b[len(b)] = 1; c.add(len(c))
    return a, b, c
defaults()
print(defaults(), defaults([9]))
n = 1
def late(x=n): return x
n = 2
print(late())
def annotated(a: int, *args: str, b: float = 1.0, **k: dict) -> None: pass
print(annotated.__annotations__)
late.__defaults__ = None
try:
    late()
except TypeError as e:
    print(e)
late.__defaults__ = (7,)
late.__kwdefaults__ = None
print(late())
def many(a, b, c, d=4, e=5): return a, b, c, d, e
print(many(1, 2, 3), many(c=3, b=2, a=1, e=0), many(*[1, 2], **{'c': 3}))
for call in (lambda: f(), lambda: f(1), lambda: kwonly(1, a=2), lambda: posonly(a=1), lambda: posonly(1, b=2), lambda: many(1), lambda: many(1, 2, 3, 4, 5, 6), lambda: many(1, 2, 3, a=4), lambda: many(1, 2, 3, zz=4), lambda: kwonly(), lambda: star(5)):
    try:
        call()
    except TypeError as e:
        print(e)
for source in ('def f(a, a): 0', 'def f(a=1, b): 0', 'def f(*): 0', 'def f(*, **k): 0', 'def f(**k, a): 0', 'def f(*a, *b): 0', 'def f(/, a): 0', 'def f(a, /, b, /): 0', 'def f(*a, /): 0', 'def f(**k=1): 0', 'def f(*a=1): 0', 'def f(a, *, b=1, c): 0', 'def f((a, b)): 0', 'f(a=1, 2)', 'f(**k, 1)', 'f(**k, *a)', 'f(a=1, a=2)', 'f(1=2)', 'f(a.b=1)', 'f(x for x in y, 1)', 'f(None=1)', 'def None(): 0', 'def f(None): 0', 'lambda *: 0'):
    try:
        compile(source, '', 'exec')
        print('ok', source)
    except SyntaxError as e:
        print(source, '|', e.msg)
