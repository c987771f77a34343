# How texts name classes, and what is said when a special method answers nonsense.
def outer():
    class L:
        def __enter__(s): pass
    class M:
        def __exit__(s,*a): pass
    class N: pass
    class AW:
        async def __aenter__(s): pass
        async def __aexit__(s,*a): pass
    def w(x):
        with x: pass
    async def aw(x):
        async with x: pass
    for o in (L(),M(),N(),AW(),5,print,[].append):
        for f in (w, lambda x: aw(x).send(None)):
            try: f(o)
            except (TypeError, StopIteration) as e: print(e)
    async def af(x):
        async for i in x: pass
    class BI:
        def __aiter__(s): return s
    class BI2:
        def __aiter__(s): return s
        def __anext__(s): return 5
    class BI3:
        def __aiter__(s): return N()
    for o in (N(),BI(),BI2(),BI3()):
        try: af(o).send(None)
        except TypeError as e: print(e)
    class I1:
        def __iter__(s): return N()
    class B1:
        def __bool__(s): return N()
    class Len:
        def __len__(s): return N()
    class R:
        def __repr__(s): return N()
        def __hash__(s): return N()
        def __index__(s): return N()
        def __format__(s,f): return N()
        def __bytes__(s): return N()
        def __iter__(s): return N()
        def __next__(s): raise StopIteration
        def __length_hint__(s): return N()
        def __dir__(s): return N()
        def __int__(s): return N()
        def __float__(s): return N()
        def __complex__(s): return N()
        def __round__(s): return N()
        def __await__(s): return N()
        def __call__(s): return N()
    import operator
    for f in (lambda: iter(I1()), lambda: bool(B1()), lambda: len(Len()), lambda: repr(R()), lambda: hash(R()), lambda: operator.index(R()), lambda: format(R()), lambda: bytes(R()), lambda: iter(R()), lambda: list(R()), lambda: operator.length_hint(R()), lambda: dir(R()), lambda: int(R()), lambda: float(R()), lambda: complex(R()), lambda: N()(), lambda: N()[0], lambda: N()+1, lambda: N().x, lambda: N(1), lambda: N(x=1), lambda: [][N()], lambda: {}[N()], lambda: 'a'.join([N()]), lambda: N() < N(), lambda: -N(), lambda: isinstance(1,N()), lambda: [*N()], lambda: (lambda **k: 0)(**N()), lambda: int(N()), lambda: chr(N()), lambda: open(N()), lambda: range(N()), lambda: object.__new__(N, 1), lambda: N.x, lambda: N.__init__(5,6), lambda: N.__new__(int), lambda: setattr(N(), 5, 1), lambda: delattr(N(),'q'), lambda: type(N()).__mro__[5], lambda: N.__dict__.x, lambda: super(N, 5), lambda: super(L, N()).x, lambda: (yield_ for x in N()), lambda: next(N()), lambda: reversed(N()), lambda: N() in N(), lambda: N().__reduce_ex__('a'), lambda: raise_(N()), lambda: map(N(), []) and sum([N()]), lambda: sum([1],N()), lambda: round(N()), lambda: abs(N()), lambda: pow(N(),1), lambda: divmod(N(),1), lambda: format(N(),'x'), lambda: sorted([N(),N()]), lambda: max(N()), lambda: dict([N()]), lambda: str(N(), 'a'), lambda: bytes(N()), lambda: memoryview(N()), lambda: compile(N(),'','exec'), lambda: eval(N()), lambda: exec('',N()), lambda: type('a',(N(),),{}), lambda: type(N(),(),{}), lambda: property(1).__get__(N()), lambda: print(sep=N()), lambda: print(file=N()), lambda: N.__bases__.x):
        try: f()
        except Exception as e: print(type(e).__name__, str(e).partition(' at 0x')[0])
outer()
