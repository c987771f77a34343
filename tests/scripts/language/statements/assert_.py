assert True
assert 1, 'unused message'
def boom(): raise RuntimeError('message evaluated')
assert [0], boom()
for code in ('assert 0', 'assert [], "msg"', 'assert None, (1, 2)', 'assert 0, ValueError("v")', 'assert 1 == 2, f"{1}"', 'assert not 1', 'assert 0 or ""'):
    try:
        exec(code)
    except AssertionError as e:
        print(code, '|', repr(e), e.args)
try:
    assert 0, boom()
except RuntimeError as e:
    print(e)
AssertionError = ValueError
try:
    assert 0, 'builtin is used, not the global'
except ValueError:
    print('rebound')
except Exception as e:
    print(type(e).__name__, e)
def f(x):
    assert x, 'x is falsy'
    return x
try:
    print(f(1), f(0))
except Exception as e:
    print(e)
