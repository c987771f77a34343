class CM:
    def __init__(self, name):
        self.name = name
    def __enter__(self):
        return self
    def __exit__(self, *exc):
        print('exit', self.name, exc[0])

def returns():
    with CM('r1'), CM('r2'):
        return 'value'

def breaks():
    for i in range(3):
        with CM(i):
            if i == 1:
                break
            continue
    return i

def nested_return():
    for i in range(2):
        with CM('outer'):
            try:
                with CM('inner'):
                    return i
            finally:
                print('finally')

def yields():
    with CM('y'):
        yield 1

print(returns())
print(breaks())
print(nested_return())
print(list(yields()))
while True:
    with CM('while'):
        break
def return_in_finally_swallows():
    with CM('f'):
        try:
            1 / 0
        except ZeroDivisionError:
            return 'from except'
print(return_in_finally_swallows())
