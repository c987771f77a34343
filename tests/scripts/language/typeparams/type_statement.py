type A = int
print(A, type(A).__name__, A.__value__, A.__name__, A.__type_params__)
type Lazy = undefined
try:
    Lazy.__value__
except NameError as e:
    print(e)
undefined = 5
print(Lazy.__value__)
type Rec = list[Rec] | None
print(Rec.__value__)
type Gen[T, *Ts, **P] = tuple[T, *Ts]
print(Gen.__type_params__, Gen[int, str], Gen.__value__)
type Default[T = int] = list[T]
print(Default.__type_params__[0].__default__)
class C:
    x = 'class x'
    type Alias = x
    type Generic[T] = (x, T)
print(C.Alias.__value__, C.Generic.__value__, C.Alias.__name__)
def f():
    y = 'local'
    type L = y
    y = 'changed'
    return L.__value__
print(f())
type = 5
print(type)
type type = 1
print(type.__value__)
for source in ('type X = (yield)', 'type X[T: (yield)] = 1', 'type X = (a := 1)', 'type X', 'type X[T, T] = 1', 'type 5 = 1', 'type x.y = 1', 'type X[T=int, U] = 1', 'type X[*T: int] = 1', 'def f[T: await x](): 1', 'class C[T]((yield)): 1', 'type X[] = 1', 'type X[T = *int] = 1', 'type X[*T = *int] = 1'):
    try:
        compile(source, '', 'exec')
        print('ok', source)
    except SyntaxError as e:
        print(source, '|', e.msg)
