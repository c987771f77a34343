class Meta(type):
    def __new__(mcls, name, bases, ns, **kw):
        print('new', name, [b.__name__ for b in bases], kw)
        ns['added'] = 'by meta'
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print('init', name)
        super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        print('call', cls.__name__)
        return super().__call__(*a, **k)
    @property
    def meta_prop(cls): return 'prop of ' + cls.__name__
    def meta_method(cls): return cls.__name__
    def __len__(cls): return 99
    def __repr__(cls): return f'<{cls.__name__}!>'
    def __iter__(cls): return iter('it')
    def __getitem__(cls, k): return k
    def __contains__(cls, x): return x == 1
class A(metaclass=Meta, opt=1):
    pass
class B(A): pass
a = A()
print(A.added, type(A), A.meta_prop, A.meta_method(), len(A), A, list(B), B[5], 1 in A, 2 in A)
for f in (lambda: a.meta_prop, lambda: a.meta_method(), lambda: len(a)):
    try:
        f()
    except (AttributeError, TypeError) as e:
        print(e)
C = Meta('C', (A,), {'x': 1})
print(C.x, C.__mro__, isinstance(C, Meta))
print(type('D', (), {'y': 2}).y, type(type('E', (A,), {})))
