class C: pass
class D:
    def __complex__(self): return 1
class S(complex): pass
class E:
    def __complex__(self): return S(1,2)
class F:
    def __float__(self): return 2.5
class I:
    def __index__(self): return 7
class FF:
    def __float__(self): return 1
for f in [lambda: complex(C()), lambda: complex(D()), lambda: complex(E()), lambda: complex(F()), lambda: complex(I()), lambda: complex(FF()), lambda:complex(1,C()),lambda:complex(C(),1), lambda:complex(1j,2j),lambda:complex(S(1,2),2),lambda:complex(1,S(1,2)), lambda:complex(E(),3), lambda:complex(real=1j), lambda:complex(imag=3),lambda:complex(real='1'),lambda:complex(1,2,3),lambda:complex(1,foo=2),lambda:complex('1',real=2),lambda:complex(1,real=2),lambda:complex('1',2),lambda:complex(1,'2'),lambda:complex.from_number(3),lambda:complex.from_number('3'),lambda:complex.from_number(E()),lambda:S.from_number(1j),lambda:complex.from_number(S(1)),lambda:complex(b'1'),lambda:S('1+2j'),lambda:complex.from_number(F()),lambda:complex.from_number(C()), lambda:complex('\u0661+j'),lambda:complex('1\ud800'), lambda:complex(10**400), lambda:complex(1,10**400), lambda:1j+10**400, lambda:1j==10**400, lambda:pow(1j,2,3), lambda:1j.__add__('a'), lambda:1j.__pow__(2,3), lambda:(1j).__format__(3),lambda:1j.__getnewargs__(),lambda:type(S(1).conjugate()),lambda:type(+S(1)),lambda:type(S(1).real),lambda:1j.__complex__(), lambda:S(1).__complex__(), lambda:1j.__rpow__(2), lambda:2 .__pow__(1j), lambda:complex(complex(1,2),complex(3,4)), lambda:complex.__doc__, lambda:complex.__new__(S), lambda:complex.__new__(int), lambda:sorted(set(dir(complex))-set(dir(object))), lambda:1j<2, lambda:complex.__getnewargs__, lambda:complex(None), lambda:complex([]), lambda: complex("1"*5+"x"), lambda:(1e200j)**100, lambda: 2j**1000, lambda: (-8)**(1/3), lambda:(-1.5)**0.5, lambda:S(1,2).__repr__(), lambda: (1j).__eq__('a'), lambda:float('nan')*1j, lambda:complex.from_number.__doc__, lambda:complex.conjugate.__doc__, lambda:complex.__format__.__doc__, lambda:complex.__complex__.__doc__, lambda:complex.real.__doc__,lambda:complex.imag.__doc__, lambda:complex.from_number.__text_signature__,  lambda: 1j.__sizeof__(), lambda:abs(complex(1e308,1e308)),
  lambda:1j+1,lambda:complex(0.0,-0.0)+0, lambda:0-complex(0.0,0.0),lambda:complex(-0.0,-0.0)-0.0, lambda:complex(float('inf'),1)*1j,lambda:2*complex(float('inf'),0.0), lambda:1/complex(float('inf'),float('nan')), lambda:1j==True, lambda:complex(2**53)==2**53+1, lambda:{1j:1, 1:2, 1+0j:3}, lambda:'%s %r'%(1j,2j), lambda:f'{1j!r:>10} {1+2j:.3f} {1j:+.2e} {1j:,}', lambda:'%f'%1j, lambda:'%d'%1j, lambda: 1j if 0j else 2j, lambda:sum([1j,2,3.5]), lambda:sum([1,2j]), lambda: -1j, lambda: 1-1j, lambda:int(1j), lambda:float(1j)]:
    try: r = repr(f())
    except BaseException as e: r = f'{type(e).__name__}: {e}'
    print(r)
