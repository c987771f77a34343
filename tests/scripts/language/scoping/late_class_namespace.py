class Log(dict):
    def __setitem__(self, k, v):
        if not k.startswith('__'):
            print('set', k)
        super().__setitem__(k, v)
    def __getitem__(self, k):
        if not k.startswith('__'):
            print('get', k)
        return super().__getitem__(k)
    def __delitem__(self, k):
        print('del', k)
        super().__delitem__(k)

class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return Log()

class C(metaclass=Meta):
    a = 1
    b = a
    def f(self): pass
    del b
    print
    for i in (1,): pass
