# What with statements call, in which order, and what they say of what is missing.
log=[]
class CM:
    def __init__(self, name, enter=None, exit=None, val=None): self.n, self.en, self.ex, self.v = name, enter, exit, val
    def __enter__(self):
        log.append('enter ' + self.n)
        if self.en: raise self.en
        return self.v
    def __exit__(self, *a):
        log.append(('exit ' + self.n, a[0] and a[0].__name__, a[2] is not None))
        if isinstance(self.ex, BaseException): raise self.ex
        return self.ex
def attempt(f):
    log.clear()
    try: r = f()
    except BaseException as e: r = (type(e).__name__, str(e), repr(e.__context__), e.__suppress_context__)
    print(f.__name__, r, log)
def w1():
    with CM('a', val=1) as x, CM('b', val=(2, 3)) as (y, z): return x, y, z
def w2():
    with CM('a', exit=True), CM('b'): raise ValueError('v')
    return 'swallowed'
def w3():
    with CM('a'), CM('b', enter=KeyError('k')): pass
def w4():
    with CM('a', exit=KeyError('from exit')): raise ValueError('v')
def w5():
    with CM('a', exit=KeyError('a')), CM('b', exit=IndexError('b')): raise ValueError('v')
def w6():
    with CM('a') as x.y: pass
def w7():
    d = {}
    with CM('a', val=5) as d['k'], CM('b', val=[1, 2, 3]) as [p, *q]: return d, p, q
def w8():
    with (CM('a') as x, CM('b') as y,): return x, y
def w9():
    for i in range(3):
        with CM(str(i)):
            if i == 1: continue
            if i == 2: break
    return i
def w10():
    with 5: pass
def w11():
    class NoExit:
        def __enter__(self): pass
    with NoExit(): pass
def w12():
    class Inst: pass
    i = Inst()
    i.__enter__ = i.__exit__ = lambda *a: 1
    with i: pass
def w13():
    with CM('a', val=1) as (x, y): pass
def w14():
    class B:
        def __enter__(self): return self
        def __exit__(self): pass
    with B(): pass
def w15():
    class T:
        def __enter__(self): return self
        def __exit__(self, *a): return T()
        def __bool__(self): raise OSError('truth')
    with T(): raise ValueError
def w16():
    try:
        with CM('a'): raise ValueError('first')
    except ValueError:
        with CM('b', exit=True): raise KeyError('second')
        with CM('c'): pass
    return 'ok'
for i in range(1, 17): attempt(globals()[f'w{i}'])
