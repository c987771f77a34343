def attempt(exc, action):
    try:
        try:
            raise exc
        except* ValueError as eg:
            action(eg)
        except* KeyError as eg:
            print('key too')
    except BaseException as e:
        print(repr(e), repr(e.__context__), repr(e.__cause__))

def raise_new(eg):
    raise OSError('new')
def raise_from(eg):
    raise OSError('from') from eg
def reraise(eg):
    raise
def raise_group(eg):
    raise eg
def nothing(eg):
    pass

for action in (raise_new, raise_from, reraise, raise_group, nothing):
    print(action.__name__)
    attempt(ExceptionGroup('g', [ValueError(1), KeyError(2)]), action)
    attempt(ExceptionGroup('g', [ValueError(1), TypeError(3)]), action)
    attempt(ValueError('single'), action)
for bad in (ExceptionGroup, (ValueError, ExceptionGroup), 5):
    try:
        try:
            raise ValueError
        except* bad:
            pass
    except TypeError as e:
        print(e)
def f():
    for i in range(2):
        try:
            raise ExceptionGroup('g', [ValueError(i)])
        except* ValueError:
            x = i
    return x
print(f())
for source in ('return', 'break', 'continue'):
    try:
        compile(f'def f():\n  while 1:\n    try: pass\n    except* E: {source}', '', 'exec')
    except SyntaxError as e:
        print(e.msg)
