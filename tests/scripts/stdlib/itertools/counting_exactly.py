# count with fractions and decimals.
from decimal import Decimal
from fractions import Fraction
from itertools import count, islice


def some(*args):
    c = count(*args)
    return repr(c), list(islice(c, 3)), repr(c)


print(some(Fraction(1, 3), Fraction(1, 3)))
print(some(Decimal('1.1'), Decimal('0.1')))
