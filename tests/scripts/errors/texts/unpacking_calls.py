# What calls and displays say about things they cannot unpack.
def f(*args, **kwargs): return args, kwargs
class Empty: pass
class KeysNumber:
    def keys(self): return 5
class KeysRaise:
    def keys(self): raise AttributeError('boo')
class KeysNotCallable:
    keys = 5
class NoItems:
    def keys(self): return ['a']
class LosesItems(NoItems):
    def __getitem__(self, key): raise KeyError(key)
class TwoKeyErrors(NoItems):
    def __getitem__(self, key): raise KeyError(key, 1)
class Good(NoItems):
    def __getitem__(self, key): return key * 2
class BadIter:
    def __iter__(self): raise TypeError('mine')
class NoIterator:
    def __iter__(self): return 5
def attempt(source):
    try:
        print(source, '->', eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e, repr(e.__context__), repr(e.__cause__))
for x in ('5', 'Empty()', 'KeysNumber()', 'KeysRaise()', 'KeysNotCallable()', 'NoItems()', 'LosesItems()', 'TwoKeyErrors()', 'Good()', '[]', 'None', '{1: 2}'):
    for call in ('f(**%s)', 'f(**{"a": 1}, **%s)', 'f(a=1, **%s)', 'print(**%s)', '(lambda: 0)(**%s)', '{**%s}', 'dict(**%s)', '[].append(**%s)', 'int(**%s)', 'dict(%s)', '{}.update(%s)'):
        attempt(call % x)
for x in ('5', 'BadIter()', 'NoIterator()', 'None'):
    for call in ('f(*%s)', 'f(1, *%s)', '[*%s]', '(*%s,)', '{*%s}', 'print(*%s)', '[].append(*%s)'):
        attempt(call % x)
