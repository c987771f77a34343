class CM:
    def __enter__(self):
        return 'type'
    def __exit__(self, *a):
        print('type exit')

c = CM()
c.__enter__ = lambda: 'instance'
c.__exit__ = lambda *a: print('instance exit')
with c as v:
    print(v)

class Static:
    @staticmethod
    def __enter__():
        return 'static'
    @classmethod
    def __exit__(cls, *a):
        print(cls.__name__, len(a))
with Static() as v:
    print(v)

class Descr:
    def __get__(self, obj, cls):
        print('get', obj is not None, cls.__name__)
        return lambda *a: 'descr' if not a else None
class UsesDescr:
    __enter__ = Descr()
    __exit__ = Descr()
with UsesDescr() as v:
    print(v)

class Meta(type):
    def __enter__(cls):
        return cls.__name__
    def __exit__(cls, *a):
        print('meta exit')
class K(metaclass=Meta):
    pass
with K as v:
    print(v)

class Truthy:
    def __enter__(self): pass
    def __exit__(self, *a):
        class T:
            def __bool__(self):
                print('asked')
                return True
        return T()
with Truthy():
    raise ValueError
print('swallowed')
with Truthy():
    pass
print('not asked without an exception')
