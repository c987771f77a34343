class CM:
    def __init__(self, name, swallow=False):
        print('init', name)
        self.name, self.swallow = name, swallow
    def __enter__(self):
        print('enter', self.name)
        return self.name.upper()
    def __exit__(self, t, v, tb):
        print('exit', self.name, t and t.__name__, v, tb is not None)
        return self.swallow

with CM('a') as a:
    print('body', a)
with CM('a') as a, CM('b') as b, CM('c'):
    print('body', a, b)
with (
    CM('p') as p,
    CM('q', swallow=True),
):
    raise ValueError('swallowed')
try:
    with CM('x', True), CM('y'):
        with CM('z'):
            1 / 0
    print('after swallow')
    with CM('w'):
        raise KeyError('k')
except KeyError as e:
    print('caught', repr(e))
