class A:
    __private = 1
    __dunder__ = 2
    _single = 3
    def __method(self):
        return 'A method'
    def call(self, __arg=4):
        __local = 5
        return self.__private, self.__method(), __arg, __local

    class B:
        __inner = 6
        def get(self):
            return self.__inner

print(A().call(), sorted(n for n in vars(A) if 'A' in n))
print(A.B().get(), [n for n in vars(A.B) if 'inner' in n])
print(A.call.__code__.co_varnames)

class C(A):
    __private = 'C'
    def both(self):
        return self.__private, self._A__private

print(C().both())

class ___:
    __x = 1

print([n for n in vars(___) if 'x' in n])

class _Lead:
    __x = 1

print([n for n in vars(_Lead) if n.endswith('__x')])

def f():
    class D:
        def g(self):
            return __glob
    return D

_D__glob = 'found mangled'
print(f()().g())

class E:
    def f(self):
        import sys as __s
        return __s.__name__, sorted(locals())
    __slots__ = ('__slot',)

print(E().f(), [n for n in vars(E) if 'slot' in n and n != '__slots__'])
print(getattr(A, '__private', 'no mangling in strings'))
