module_level: int = 1
obj.attr: Name
obj[key]: Other = value
(parens): Thing
if module_level:
    conditional: [x for x in module_level]

def function(a: A, /, b: B = 1, *args: Args, c: C, **kwargs: K) -> R:
    local: Unevaluated = a
    captured: lambda: local
    def inner(x: local): return x
    only: int

class Klass:
    T = int
    x: T
    y: [T for _ in range(3)] = 1
    def method(self, z: T) -> Klass: w: T = z
    class Inner:
        v: T

def outer(t):
    class Klass:
        x: t
        def f(self, a: t): pass
    def g(a: t, b: u) -> [t for _ in t]: pass
    u = 1

lambda a: a
