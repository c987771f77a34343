import sys
sys.path.insert(0, '_modules')
import plain
print(plain.value, plain.__name__, plain.__file__.replace('\\', '/').rsplit('/', 2)[1:])
import plain as again
print(again is plain, 'plain' in sys.modules)
from pack import sub, CONST
print(sub.name, CONST)
import pack.inner.deep
print(pack.inner.deep.where, pack.__path__[0].endswith('pack'), pack.inner.deep.__package__)
from pack.inner import deep as d, sibling_const
print(d is pack.inner.deep, sibling_const)
from pack import *
print(exported, 'hidden' in globals())
import circular_a
print(circular_a.b_saw, circular_a.done)
try:
    import broken
except ZeroDivisionError as e:
    print(e, 'broken' in sys.modules)
try:
    import bad_syntax
except SyntaxError as e:
    print(e.msg, e.lineno, e.filename.replace('\\', '/').rsplit('/', 1)[1])
try:
    from pack import missing
except ImportError as e:
    print(e.msg.split(' (')[0], e.name)
try:
    import pack.missing
except ModuleNotFoundError as e:
    print(e, e.name)
try:
    import plain.sub
except ModuleNotFoundError as e:
    print(e)
del sys.modules['plain']
import plain
print(plain is again)
import main_guard
import importlib
plain.value = 'changed'
importlib.reload(plain)
print(plain.value)
import namespace.member
print(namespace.member.x, hasattr(namespace, '__file__'), namespace.__file__ if hasattr(namespace, '__file__') else None)
