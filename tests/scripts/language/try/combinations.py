def run(fail_in, kind=ValueError):
    log = []
    def step(name):
        log.append(name)
        if fail_in == name:
            raise kind(name)
    try:
        try:
            step('try')
        except ValueError:
            step('except')
        else:
            step('else')
        finally:
            step('finally')
        step('after')
    except Exception as e:
        log.append(repr(e))
        log.append(repr(e.__context__))
    return log

for where in (None, 'try', 'except', 'else', 'finally', 'after'):
    print(where, run(where))
print(run('try', KeyError))
print(run('else', KeyError))

def both():
    log = []
    try:
        try:
            raise ValueError('first')
        except ValueError:
            raise KeyError('second')
        finally:
            log.append('finally')
            raise TypeError('third')
    except TypeError as e:
        while e:
            log.append(repr(e))
            e = e.__context__
    return log
print(both())
