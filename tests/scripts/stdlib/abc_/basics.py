from abc import ABC, abstractmethod, ABCMeta
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def show(self): return f'{self.name} {self.area()}'
class Sq(Shape):
    name = 'square'
    def area(self): return 4
print(Sq().show(), Shape.__abstractmethods__ == {'area', 'name'}, Sq.__abstractmethods__)
class Half(Shape):
    def area(self): return 1
for C in (Shape, Half):
    try:
        C()
    except TypeError as e:
        print(e)
class Duck: pass
Shape.register(Duck)
print(isinstance(Duck(), Shape), issubclass(Duck, Shape), Shape in Duck.__mro__)
class Sizey(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, C): return hasattr(C, '__len__') or NotImplemented
print(isinstance([], Sizey), isinstance(5, Sizey))
from collections.abc import Iterable, Mapping, Sequence, Callable, Hashable, MutableMapping
print(isinstance([], Iterable), isinstance({}, Mapping), isinstance('', Sequence), isinstance(len, Callable), isinstance([], Hashable), issubclass(dict, MutableMapping))
class M(MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = M()
m.update(a=1, b=2)
print(m.pop('a'), dict(m), m.setdefault('c', 3), 'c' in m, list(m.items()), m.get('z', 0))
