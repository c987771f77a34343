from decimal import Decimal, getcontext, localcontext, ROUND_HALF_UP
from fractions import Fraction
D = Decimal
print(D('0.1') + D('0.2'), D(1) / D(3), D('1.10'), D('1e3'), D(-5) // D(2), D(-5) % D(2), D('2') ** 10, D('2').sqrt(), D('1.2345').quantize(D('0.01')), D('2.5').quantize(D('1'), ROUND_HALF_UP), D('NaN'), D('-Infinity'), D(0.1), D('1') == 1, D('1.0') == D('1'), hash(D('1.0')) == hash(1), int(D('3.9')), round(D('2.675'), 2), f'{D("1234.5"):,.2f}', D('123').as_tuple(), max(D(1), D(2)))
with localcontext() as ctx:
    ctx.prec = 5
    print(D(1) / D(7))
F = Fraction
print(F(1, 3) + F(1, 6), F('0.25'), F(0.5), F(3, -6), F(7, 2) // 1, F(7, 2) % 1, F(1, 3) ** 2, F(1, 2) == 0.5, F(1, 3) < F(1, 2), float(F(1, 3)), F(3.14159).limit_denominator(100), round(F(7, 2)), str(F(5)), repr(F(1, 2)), F(1, 2).numerator, F(1, 3) * 3, hash(F(1, 2)) == hash(0.5))
for f in (lambda: D('x'), lambda: D(1) / 0, lambda: F(1, 0), lambda: F('x'), lambda: D(1) + 1.5, lambda: F(1.5, 2)):
    try:
        print(f())
    except (ArithmeticError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
