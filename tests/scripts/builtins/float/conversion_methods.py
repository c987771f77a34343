# Conversion methods that answer the wrong thing, or an instance of a subclass.
class Whole(int): pass
class Real(float): pass
def numbers(**methods):
    return type('N', (), {name: (lambda self, v=v: v) for name, v in methods.items()})()
for f in (lambda: float(numbers(__float__=1)), lambda: float(numbers(__float__=Real(2))), lambda: float(numbers(__index__=True)), lambda: float(numbers(__index__=1.0)), lambda: int(numbers(__int__=1.5)), lambda: int(numbers(__int__=Whole(3))), lambda: type(int(numbers(__int__=Whole(3)))), lambda: int(numbers(__trunc__=1)), lambda: [1, 2][numbers(__index__=True)], lambda: range(numbers(__index__=Whole(4))), lambda: '%d' % numbers(__index__=Whole(4)), lambda: '%x' % numbers(__index__=Whole(14)), lambda: int(1, 2, 3), lambda: int(1, bas=2), lambda: int('7', base=8), lambda: int(1, 2, base=3), lambda: type(float(numbers(__float__=Real(2)))), lambda: complex(numbers(__float__=Real(2)))):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
