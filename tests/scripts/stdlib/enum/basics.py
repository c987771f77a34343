from enum import Enum, IntEnum, Flag, auto, unique, StrEnum
class Color(Enum):
    RED = 1
    GREEN = 2
    ALIAS = 1
    def describe(self): return f'{self.name}={self.value}'
print(Color.RED, repr(Color.RED), Color(2), Color['GREEN'], list(Color), Color.RED is Color.ALIAS, Color.RED.describe(), Color.__members__, len(Color), Color.RED in Color, Color.RED == 1, {Color.RED: 1})
class N(IntEnum):
    ONE = 1
    TWO = auto()
print(N.ONE + 1, N.TWO > N.ONE, N(2), f'{N.ONE}', sorted(N), isinstance(N.ONE, int))
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
print(Perm.R | Perm.W, Perm.R in (Perm.R | Perm.X), ~Perm.R, Perm(5), bool(Perm.R & Perm.W), list(Perm.R | Perm.X), Perm(0))
class S(StrEnum):
    A = auto()
print(S.A, S.A == 'a', S.A.upper())
for f in (lambda: Color(9), lambda: Color['NOPE'], lambda: setattr(Color, 'RED', 5), lambda: Color.BLUE, lambda: type('X', (Color,), {}), lambda: Color.RED < Color.GREEN):
    try:
        print(f())
    except (ValueError, KeyError, AttributeError, TypeError) as e:
        print(type(e).__name__, e)
try:
    @unique
    class U(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)
class Planet(Enum):
    EARTH = (5.9, 6.3)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
print(Planet.EARTH.mass, Enum('Dyn', 'A B').B.value)
