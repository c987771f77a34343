class A:
    def __mro_entries__(self, bases):
        print('mro_entries', len(bases))
        return (dict,)
class B(A()): pass
print(B.__bases__, len(B.__orig_bases__))
class C(*[dict], **{'metaclass': type}): pass
print(C.__bases__)
def base(): print('evaluated'); return object
class D(base()): pass
bases = (list,)
class E(*bases): pass
print(E.__bases__)
class None_:
    def __mro_entries__(self, bases): return ()
class F(None_()): pass
print(F.__bases__)
class Bad:
    def __mro_entries__(self, bases): return 5
try:
    class G(Bad()): pass
except TypeError as e:
    print(e)
def not_a_class(name, bases, ns, **kw):
    return name, bases, sorted(k for k in ns if not k.startswith('__')), kw
class H(1, 2, metaclass=not_a_class, k=3):
    attr = 1
print(H)
