x: print('never evaluated at module run') = 1
def f(a: undefined_a, b: print('lazy') = 2, *c: (lambda: 3)()) -> 'string': pass
print('defined')
try:
    f.__annotations__
except NameError as e:
    print(e)
undefined_a = int
print(f.__annotations__)
print(f.__annotations__ is f.__annotations__)
print(f.__annotate__(1))
for fmt in (2, 3, 4, 99):
    try:
        f.__annotate__(fmt)
    except NotImplementedError as e:
        print('NotImplementedError', fmt)
class C:
    attr: undefined_b
    y: int = 5
    if y:
        conditional: str
    def m(self, z: attr_type) -> C: pass
    attr_type = float
undefined_b = bytes
print(C.__annotations__, C.m.__annotations__)
print(C.__annotate__(1), hasattr(C, 'attr'), C.y)
def local():
    v: print('never') = 1
    w: undefined_c
    try:
        w
    except UnboundLocalError as e:
        print(e)
    return v
print(local(), local.__annotations__)
f.__annotations__ = {'replaced': 1}
print(f.__annotations__, f.__annotate__)
del f.__annotations__
print(f.__annotations__)
f.__annotate__ = lambda fmt: {'from': fmt}
print(f.__annotations__)
try:
    f.__annotate__ = 5
except TypeError as e:
    print(e)
print(C.m.__annotate__.__name__, C.m.__annotate__.__qualname__)
