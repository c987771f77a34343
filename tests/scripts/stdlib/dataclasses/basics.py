from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError, KW_ONLY
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, repr=False)
p = P(1)
print(p, p == P(1), p != P(2), asdict(p), astuple(p), replace(p, y=5), [f.name for f in fields(p)], P.__match_args__)
@dataclass(frozen=True, order=True, slots=True)
class F:
    a: int
    b: str = 'b'
f = F(1)
print(f, hash(f) == hash(F(1)), F(1) < F(2), sorted([F(2), F(1)]), {f: 1}[F(1, 'b')])
for g in (lambda: setattr(f, 'a', 2), lambda: P(), lambda: P(1, 2, 3, 4), lambda: F(1) < 5):
    try:
        g()
    except (FrozenInstanceError, TypeError) as e:
        print(type(e).__name__, e)
@dataclass
class Base:
    x: int = 1
    def __post_init__(self): self.sum = self.x + getattr(self, 'y', 0)
@dataclass
class Derived(Base):
    y: int = 2
    _: KW_ONLY
    z: int = 3
print(Derived(), Derived(5, 6, z=7).sum)
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e:
    print(e)
try:
    @dataclass
    class Mutable:
        a: list = []
except ValueError as e:
    print(e)
match P(3, 4):
    case P(x, y): print(x, y)
