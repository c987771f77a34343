# What exceptions of decimal carry: the conditions that were met.
from decimal import *
for f in (lambda: Decimal('x'), lambda: Decimal(1) / 0, lambda: Decimal(0) / 0, lambda: Decimal('1e999999') * 10, lambda: Decimal('sNaN') + 1, lambda: Decimal(1) % 0, lambda: Decimal(0) // 0, lambda: Decimal('inf') - Decimal('inf'), lambda: Decimal(10**40) // 1, lambda: Decimal(-1).sqrt(), lambda: Decimal(1).quantize(Decimal('1e-40')), lambda: Decimal(1) < Decimal('nan'), lambda: Decimal(0) ** 0, lambda: int(Decimal('nan')), lambda: int(Decimal('inf')), lambda: round(Decimal('nan')), lambda: Decimal('inf').__floor__()):
    try:
        print(f())
    except (ArithmeticError, ValueError) as e:
        print(type(e).__module__, type(e).__name__, e, e.args)
c = Context(prec=5, traps=[Inexact])
try:
    c.divide(1, 3)
except Inexact as e:
    print(e)
print(c.flags[Inexact], ExtendedContext.divide(1, 0), getcontext(), round(Decimal("2.5")), round(Decimal("2.345"), 1))
import decimal
print(decimal.__name__, Decimal.__module__)
