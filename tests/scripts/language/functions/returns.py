def none(): pass
def bare(): return
def tup(): return 1, 2
def one(): return 1,
def star(): return *[1, 2], 3
def cond(x):
    if x > 0: return 'pos'
    elif x < 0: return 'neg'
def nested():
    for i in range(5):
        while True:
            if i == 3: return i
            break
def lam(): return lambda: 7
def chained(): return (a := 1) and a + 1
print(none(), bare(), tup(), one(), star(), cond(1), cond(-1), cond(0), nested(), lam()(), chained())
def early():
    return 1
    print('unreachable')
print(early())
def multi():
    x = 1; return x; x = 2
print(multi())
def doc_only():
    """Only a docstring."""
print(doc_only(), doc_only.__doc__)
def deco_default(f=lambda: 'default'): return f()
print(deco_default())
def returns_self(): return returns_self
print(returns_self()()() is returns_self)
def swap(a, b): return b, a
x, y = swap(*swap(1, 2))
print(x, y)
def gen_return():
    yield from ()
    return 5
print([*gen_return()])
print((lambda: (yield))().send(None))
