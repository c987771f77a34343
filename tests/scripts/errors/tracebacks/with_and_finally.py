class CM:
    def __enter__(self):
        return self
    def __exit__(self, *exc):
        raise OSError('in exit')

try:
    with CM() as a, CM() as b:
        undefined
finally:
    print('finally')
