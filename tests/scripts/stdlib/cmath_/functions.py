import cmath
inf, nan = cmath.inf, cmath.nan
names = ['acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cos', 'cosh', 'exp', 'log', 'log10', 'phase', 'polar', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'isfinite', 'isinf', 'isnan']
for name in names:
    f = getattr(cmath, name)
    row = []
    for x in (-inf, -2.0, -0.0, 0.0, 1.0, inf, nan):
        for y in (-inf, -0.0, 0.0, inf, nan):
            try:
                row.append(repr(f(complex(x, y))))
            except (ValueError, OverflowError) as e:
                row.append(f'{type(e).__name__}: {e}')
    print(name, row)
print(cmath.infj, cmath.nanj, cmath.pi, cmath.e, cmath.tau)
print(cmath.rect(1, 0), cmath.rect(inf, 0.0), cmath.log(8, 2), cmath.log(2, 1j), cmath.isclose(1, 1 + 1e-12j), cmath.isclose(1, 2, rel_tol=0.5), cmath.sqrt(True))
class Half:
    def __complex__(self): return 0.5j
class Third:
    def __float__(self): return 3.0
class Index:
    def __index__(self): return 4
print(cmath.sqrt(Half()), cmath.sqrt(Third()), cmath.sqrt(Index()))
for f in (lambda: cmath.sqrt('a'), lambda: cmath.sqrt(), lambda: cmath.log(0), lambda: cmath.log(1, 0), lambda: cmath.exp(1000), lambda: cmath.isclose(1, 2, rel_tol=-1), lambda: cmath.rect(1j, 1), lambda: cmath.rect(1, inf), lambda: cmath.log(2, 1), lambda: cmath.polar(complex(1e308, 1e308)), lambda: cmath.phase(10**400)):
    try:
        print(f())
    except (TypeError, ValueError, OverflowError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
