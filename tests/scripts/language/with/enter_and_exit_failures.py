class CM:
    def __init__(self, enter=None, exit=None):
        self.enter, self.exit = enter, exit
    def __enter__(self):
        if self.enter:
            raise self.enter
        print('entered')
        return self
    def __exit__(self, t, v, tb):
        print('exiting with', t and t.__name__)
        if self.exit:
            raise self.exit

def attempt(*cms):
    try:
        match cms:
            case [a]:
                with a:
                    print('body')
            case [a, b]:
                with a, b:
                    print('body')
                    raise IndexError('body')
    except Exception as e:
        print('result', repr(e), repr(e.__context__))

attempt(CM(enter=ValueError('enter')))
attempt(CM(exit=ValueError('exit')))
attempt(CM(), CM(enter=ValueError('second enter')))
attempt(CM(), CM(exit=ValueError('second exit')))
attempt(CM(exit=KeyError('first exit')), CM(exit=ValueError('second exit')))
class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self, *a): pass
for bad in (NoExit(), NoEnter(), 5):
    try:
        with bad:
            print('never')
    except TypeError as e:
        print(e)
class Asynchronous:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass
try:
    with Asynchronous():
        pass
except TypeError as e:
    print(e)
