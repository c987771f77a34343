# Type parameters, type aliases and annotations: attributes, errors and scopes.
import typing, types
def attempt(src, ns=None):
    g = {'typing': typing}
    try:
        exec(src, g)
        print(repr(src), 'ok')
    except BaseException as e:
        print(repr(src), '|', type(e).__name__, e)
def f[T, *Ts, **P](a: T, *b: *Ts, **c: P.kwargs) -> T: return T, Ts, P
print(f.__type_params__, [type(t).__name__ for t in f(1)], f.__annotations__)
T, Ts, P = f.__type_params__
print(T.__name__, T.__bound__, T.__constraints__, T.__covariant__, T.__contravariant__, T.__infer_variance__, T.has_default(), T.__default__, repr(T), T.__module__)
print(Ts.__name__, repr(Ts), list(Ts), P.args, P.kwargs, P.args.__origin__ is P, repr(P), P.args == P.args)
class A[T: int, U: (int, str), *Ts, **P]: 
    x: T
    def m[V](self, v: V) -> T: return V, T, U
T, U, Ts, P = A.__type_params__
print(T.__bound__, U.__constraints__, U.__default__, A.__orig_bases__, A.__parameters__, A[int, str, float, [int]], A().m(1))
print(A.__mro__, A[int, str, float, [int]].__origin__, A[int, str, [str]].__args__)
type Alias[K, V = int] = dict[K, V] | list[V]
print(Alias, Alias.__value__, Alias.__type_params__, Alias.__parameters__, Alias[str], Alias[str, int].__value__ if hasattr(Alias[str,int],'__value__') else 0, Alias[str].__args__, Alias[str].__origin__, Alias.__name__, Alias.__module__)
type Rec = list[Rec] | None
print(Rec.__value__)
type Bad = undefined
try: Bad.__value__
except NameError as e: print(e)
undefined = 5
print(Bad.__value__)
print(Alias | int, int | Alias, Alias.evaluate_value(1), typing.get_args(Alias[str]))
for s in ('Alias[int, int, int]', 'Alias[()]', 'Rec[int]', 'Alias()', 'Alias.x = 1', 'Alias.__value__ = 1', 'Alias.__name__', 'class X(Alias): pass', 'isinstance(1, Alias)', 'typing.TypeVar("T", int)', 'typing.TypeVar("T", int, str, bound=int)', 'typing.TypeVar("T", covariant=True, contravariant=True)', 'typing.TypeVar(5)', 'typing.TypeVar()', 'typing.TypeVarTuple("a", "b")', 'typing.ParamSpec("P", bound=5)', 'T()', 'T[int]', 'T.__bound__ = 1', 'class Y(T): pass', 'class Y(Ts): pass', 'class Y(P): pass', 'class Y(P.args): pass', 'isinstance(1, T)', 'A[int, str, float, [int], 5]', 'A[5]', 'typing.Generic[int]', 'typing.Generic[T, T]', 'typing.Generic[()]', 'typing.Generic()', 'class Z(typing.Generic[T], typing.Generic[U]): pass', 'class Z[Q](typing.Generic[Q]): pass', 'class Z[Q](typing.Protocol): pass\nprint(Z.__mro__)', 'typing.TypeAliasType("n", 5)', 'typing.TypeAliasType("n", 5, type_params=5)', 'typing.TypeAliasType("n", int, type_params=(T,))', 'typing.TypeAliasType(5, int)', 'typing.NewType("N", int)(5)', 'type X[T = int, U] = 1', 'def f[T = int, U](): pass', 'class C[*Ts, *Us]: pass', 'type X[T: 5] = 1\nX.__type_params__[0].__bound__', 'type X[*Ts: int] = 1', 'type X[**P: int] = 1', 'type X[] = 1', 'type X = ', 'type = 5; type X = type', 'type X.y = 1', 'type X[T](a) = 1', 'class C[T]: type T = int', 'class C[T](T := 1): pass', 'def f[T: (yield)](): pass', 'def f[T: (await x)](): pass', 'def f[T](x=T): pass', 'class C[T](base=T): pass', 'def f[T]():\n global T', 'class C[T]:\n  T = 1\n  x = T\nprint(C.x)', 'class C[T]:\n  def f(self): return T\nprint(C().f())', 'def f[T]():\n  T = 5\n  return T\nprint(f())', 'def f[T]():\n  nonlocal T', 'def f[__debug__](): pass', 'class C[T]:\n  x = [T for _ in (1,)]\nprint(C.x)', 'class C[T]:\n  class D[U]:\n    x = T, U\nprint(C.D.x)', 'def outer():\n  def f[T](a: T = 1, *, b: T = 2): return a, b\n  return f\nprint(outer()(), outer().__defaults__, outer().__kwdefaults__, outer().__qualname__, outer().__annotations__)', 'def deco(f): print("deco", f.__type_params__); return f\n@deco\ndef f[T](): pass\n@deco\nclass C[T]: pass', 'async def f[T](x: T): pass\nprint(f.__type_params__)', 'class C[T]:\n  __slots__ = ("a",)\nprint(C.__slots__, C.__type_params__)', 'class Meta(type): pass\nclass C[T](metaclass=Meta): pass\nprint(type(C))'):
    attempt('from __main__ import Alias, Rec, T, U, Ts, P, A\n' + s)
# annotations
class An:
    a: int
    b: 'str' = 1
    c: undefined_later
    if False: d: int
    def f(self, x: An2, *args: int, k: 'q' = 1, **kw: str) -> None: pass
import annotationlib
F = annotationlib.Format
for fmt in (F.VALUE, F.FORWARDREF, F.STRING):
    for o in (An, An.f, f, A):
        try: print(fmt.name, o.__name__, str(annotationlib.get_annotations(o, format=fmt)).partition(' at 0x')[0])
        except NameError as e: print(fmt.name, o.__name__, e)
try: An.__annotations__
except NameError as e: print(e)
try: An.__annotate__(4)
except NotImplementedError as e: print('not implemented', e)
undefined_later = int
print(An.__annotations__, An.__annotations__ is An.__annotations__, An.__annotate__(1))
An.__annotations__ = {'z': 1}
print(An.__annotations__, An.__annotate__)
An.__annotate__ = lambda fmt: {'fmt': fmt}
print(An.__annotations__)
del An.__annotations__
print(An.__annotations__, An.__annotate__)
def g(x: int): pass
g.__annotate__ = None
print(g.__annotations__)
for s in ('g.__annotate__ = 5', 'g.__annotations__ = 5', 'An.__annotate__ = 5', 'An.__annotations__ = 5', 'del g.__annotations__', 'del g.__annotate__', 'g.__annotate__ = lambda f: 5', 'g.__annotations__', 'int.__annotations__', 'int.__annotate__', 'object.__annotations__', 'x: int = 5\nprint(x)', 'x: (yield)', 'def f(): x: (yield)', 'def f(x: (yield)): pass', 'x: (y := 1)', '(x): int = 1\nprint(__annotations__)', 'x.y: int', 'x[0]: int', '(x, y): int', 'x, y: int', 'x: int, y: int', '[x]: int', 'f(): int', 'x: *int', 'x: int = *a, b', 'def f(*a: *tuple[int]): pass\nprint(f.__annotations__)', 'def f(**a: *b): pass', 'lambda x: int: 1', 'class C:\n  x: int\n  print(__annotations__)', 'print(__annotations__)', 'x: int\nprint(__annotate__(1))', 'class C:\n  for i in range(2): j: i\nprint(C.__annotations__)', 'from __future__ import annotations\nx: not a b', 'from __future__ import annotations\nx: a.b[c:d, *e] | (yield_)\nprint(__annotations__)'):
    attempt('from __main__ import g, An\n' + s)
