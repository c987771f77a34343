class A:
    def cls(self):
        return __class__
    @staticmethod
    def static():
        return __class__
    @classmethod
    def klass(c):
        return __class__, c
    lam = lambda self: __class__
    def nested(self):
        def inner():
            return __class__
        return inner()
    def gen(self):
        return [__class__ for _ in range(1)], list(__class__ for _ in range(1))

class B(A):
    pass

print(B().cls(), A.static(), B.klass(), B().lam(), B().nested(), B().gen())

def deco(cls):
    class Other:
        pass
    Other.cls = cls.cls
    return Other

@deco
class C:
    def cls(self):
        return __class__.__name__

print(C().cls(), C.__name__)

class Meta(type):
    def __new__(mcls, name, bases, ns):
        print('__classcell__' in ns)
        cls = super().__new__(mcls, name, bases, ns)
        print('__classcell__' in vars(cls))
        return cls

class D(metaclass=Meta):
    def f(self):
        return super().__init__

class E(metaclass=Meta):
    pass
