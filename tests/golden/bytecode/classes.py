@decorated
class A(Base, metaclass=Meta):
    """The docstring."""

    x: int = 1

    def method(self, y):
        self.y = y
        return super().method(y)

    def __private(self):
        return __class__


class Box[T: int = str](Base):
    def get[U](self, u: U) -> T:
        return self.item


type Pair[A] = tuple[A, A]
