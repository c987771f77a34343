class cached:
    def __init__(self, f): self.f = f
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, o, t=None):
        if o is None: return self
        print('computing', self.name)
        v = o.__dict__[self.name] = self.f(o)
        return v
class Typed:
    def __init__(self, t): self.t = t
    def __set_name__(self, owner, name): self.name = '_' + name
    def __get__(self, o, t=None): return self if o is None else getattr(o, self.name)
    def __set__(self, o, v):
        if not isinstance(v, self.t):
            raise TypeError(f'{self.name[1:]} must be {self.t.__name__}, not {type(v).__name__}')
        setattr(o, self.name, v)
class Shape:
    w, h = Typed(int), Typed(int)
    def __init__(self, w, h): self.w, self.h = w, h
    @cached
    def area(self): return self.w * self.h
s = Shape(3, 4)
print(s.area, s.area, vars(s))
try:
    s.w = 'x'
except TypeError as e:
    print(e)
del s.area
print(s.area, type(Shape.area).__name__, Shape.w.name)
