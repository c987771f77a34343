class A(Exception): pass
class B(A): pass
class C(Exception): pass

def which(exc):
    try:
        raise exc
    except (KeyError, IndexError) as e:
        return 'lookup ' + type(e).__name__
    except B:
        return 'B'
    except A:
        return 'A'
    except (C, (ValueError, (TypeError,))):
        return 'nested tuple'
    except Exception:
        return 'other'

try:
    print([which(e) for e in (A, B(), C, KeyError('k'), IndexError)])
    print(which(TypeError()))
except TypeError as e:
    print('cannot:', e)
for bad in (5, 'str', int, (ValueError, 7), None):
    try:
        try:
            raise KeyError
        except bad:
            pass
    except TypeError as e:
        print(e)
class Meta(type):
    def __instancecheck__(cls, o): return True
    def __subclasscheck__(cls, o): return True
class Never(Exception, metaclass=Meta): pass
try:
    try:
        raise KeyError('real')
    except Never:
        print('virtual subclasses do not catch')
except KeyError as e:
    print(e)
def lazily():
    print('evaluated only when needed')
    return ValueError
try:
    pass
except lazily():
    pass
try:
    raise ValueError
except lazily():
    print('caught')
try:
    try:
        raise ValueError('orig')
    except undefined_name:
        pass
except NameError as e:
    print(e, repr(e.__context__))
try:
    raise SystemExit(3)
except BaseException as e:
    print(type(e).__name__, e.code)
