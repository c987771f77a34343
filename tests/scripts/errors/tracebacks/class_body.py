class Meta(type):
    def __new__(mcls, name, bases, ns):
        raise TypeError(f'refusing {name}')

class Outer:
    x = 1
    class Inner(metaclass=Meta):
        y = 2
