import sys, os.path as p, os
from sys import path as sp, argv
from os.path import (
    join,
    basename as bn,
)
print(p is os.path, sp is sys.path, argv is sys.argv, join('a', 'b'), bn('x/y'))
import os.path
print(os.path is p, 'os.path' in sys.modules)
def f():
    import math
    from math import sqrt as root
    return math.pi > 3, root(4), sorted(locals())
print(f())
class C:
    from math import floor
    import math as m
print(C.floor(2.7), C.m.ceil(2.1))
for code in ('import nothing_here', 'from sys import nothing', 'import sys.nothing', 'from nothing_here import x', 'from . import x', 'from .x import y', 'import os.path.nothing', 'from math import *; sqrt'):
    try:
        exec(code, {'__name__': '__main__'})
        print('ok', code)
    except ImportError as e:
        print(type(e).__name__, e, e.name)
ns = {}
exec('from math import *', ns)
print('sqrt' in ns, '__name__' in ns, 'pi' in ns)
sys.modules['fake'] = type(sys)('fake')
sys.modules['fake'].attr = 'fake attr'
import fake
from fake import attr
print(attr, fake)
sys.modules['blocked'] = None
try:
    import blocked
except ImportError as e:
    print(type(e).__name__, e)
m = type(sys)('mod', 'doc')
m.__all__ = ['a', '_b']
m.a, m._b, m.c = 1, 2, 3
sys.modules['mod'] = m
ns = {}
exec('from mod import *', ns)
print(sorted(k for k in ns if not k.startswith('__')))
m.__all__ = ['missing']
try:
    exec('from mod import *', {})
except AttributeError as e:
    print(e)
m.__getattr__ = lambda n: f'dynamic {n}'
from mod import anything
print(anything, m.other)
sys.modules['obj'] = 5
import obj
print(obj, __import__('os').path is os.path, __import__('os.path').__name__)
print(m.__name__, m.__doc__, m.__dict__.keys() >= {'a', 'c'})
