class A: name = 'A'
class B(A): pass
class C(A): name = 'C'
class D(B, C): pass
print([k.__name__ for k in D.__mro__], D.name)
class X: pass
class Y: pass
class P(X, Y): pass
class Q(Y, X): pass
try:
    class Z(P, Q): pass
except TypeError as e:
    print(e)
try:
    class Dup(A, A): pass
except TypeError as e:
    print(e)
try:
    class Order(A, B): pass
except TypeError as e:
    print(e)
for bases in ((int, str), (bool,), (type(None),), (5,), (lambda: 1,)):
    try:
        type('T', bases, {})
    except TypeError as e:
        print(e)
D.__bases__ = (C, B)
print([k.__name__ for k in D.__mro__])
class Old: pass
class New:
    def hi(self): return 'hi'
class K(Old): pass
k = K()
K.__bases__ = (New,)
print(k.hi(), K.mro() == list(K.__mro__))
k.__class__ = New
print(type(k).__name__)
try:
    k.__class__ = int
except TypeError as e:
    print(e)
o = [k.__name__ for k in type('T', (D, dict), {}).__mro__]
print(o)
