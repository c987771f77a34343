from typing import *
import typing
print(Optional[int], Union[int, str], List[int], Dict[str, int], Callable[[int], str], Any, int | None, list[int] | str, Literal['a', 1], Tuple[int, ...], Type[int], ClassVar[int], Final[int])
T = TypeVar('T')
class Box(Generic[T]):
    def get(self) -> T: ...
print(Box[int], Box[int].__args__, get_type_hints(Box.get), get_origin(list[int]), get_args(dict[str, int]), T, cast(int, 'x'))
class Proto(Protocol):
    def run(self) -> int: ...
@runtime_checkable
class Sized2(Protocol):
    def __len__(self): ...
print(isinstance([], Sized2), isinstance(5, Sized2))
class TD(TypedDict, total=False):
    a: int
    b: Required[str]
print(TD(a=1, b='x'), TD.__annotations__, TD.__required_keys__)
class NT(NamedTuple):
    x: int
    y: str = 'd'
print(NT(1), NT.__annotations__, NT(1)._replace(y='z'))
@overload
def f(x: int) -> int: ...
def f(x): return x
print(f(5), NewType('UserId', int)(5), TYPE_CHECKING, Annotated[int, 'meta'].__metadata__, Self, Never)
def g(a: 'int', b: Optional['Box'] = None) -> None: pass
print(get_type_hints(g))
for h in (lambda: List[int, str], lambda: Union[5, 6], lambda: Optional[int, str], lambda: Box[int, str], lambda: Proto(), lambda: Any(), lambda: isinstance(5, List[int]), lambda: Literal[int], lambda: T()):
    try:
        print(h())
    except TypeError as e:
        print(e)
