"""Decimal fixed-point and floating-point arithmetic.

The library's `_pydecimal`, with the errors and the `repr` of contexts that CPython's accelerated
module has: an exception's argument is the list of conditions that were met, not a sentence.
"""

import sys

import _pydecimal
from _pydecimal import Context, Decimal

# The order in which contexts name signals.
_ORDER = [
    "Clamped", "InvalidOperation", "DivisionByZero", "Inexact", "FloatOperation", "Overflow",
    "Rounded", "Subnormal", "Underflow",
]


def _raise_error(self, condition, explanation=None, *args):
    error = _pydecimal._condition_map.get(condition, condition)
    if error in self._ignored_flags:
        return error().handle(self, *args)
    self.flags[error] = True
    if not self.traps[error]:
        return condition().handle(self, *args)
    raise error([condition])


def _names(signals):
    on = {signal.__name__ for signal, value in signals.items() if value}
    return "[" + ", ".join(name for name in _ORDER if name in on) + "]"


def _context_repr(self):
    return (
        f"Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, Emax={self.Emax}, "
        f"capitals={self.capitals}, clamp={self.clamp}, flags={_names(self.flags)}, "
        f"traps={_names(self.traps)})"
    )


def _finite(method):
    """The method, for finite numbers only."""

    def checked(self):
        if self._is_special:
            if self.is_nan():
                raise ValueError("cannot convert NaN to integer")
            raise OverflowError("cannot convert Infinity to integer")
        return method(self)

    checked.__name__ = method.__name__
    checked.__qualname__ = method.__qualname__
    return checked


Context._raise_error = _raise_error
Context.__repr__ = _context_repr
for _name in ("__int__", "__trunc__", "__floor__", "__ceil__"):
    setattr(Decimal, _name, _finite(getattr(Decimal, _name)))

_round_finite = _finite(Decimal.__round__)


def _round(self, n=None):
    return _round_finite(self) if n is None else _pydecimal_round(self, n)


_pydecimal_round = Decimal.__round__
_round.__name__, _round.__qualname__ = "__round__", "Decimal.__round__"
Decimal.__round__ = _round
_pydecimal.__doc__ = __doc__
sys.modules[__name__] = _pydecimal
