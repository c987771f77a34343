eg = ExceptionGroup('msg', [ValueError(1), KeyError('k'), ExceptionGroup('inner', [TypeError('t'), ValueError(2)])])
print(eg, repr(eg))
print(eg.message, eg.exceptions)
print(eg.subgroup(ValueError))
print(eg.subgroup((KeyError, TypeError)))
print(eg.subgroup(OSError))
match, rest = eg.split(ValueError)
print(match.exceptions, rest.exceptions)
print(eg.split(lambda e: isinstance(e, KeyError)))
print(eg.derive([OSError()]))
print(issubclass(ExceptionGroup, Exception), isinstance(eg, BaseExceptionGroup))
for args in (('m', []), ('m', 5), (5, [ValueError()]), ('m', [5]), ('m', [KeyboardInterrupt()])):
    try:
        print(repr(ExceptionGroup(*args)))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(type(BaseExceptionGroup('m', [ValueError()])).__name__, type(BaseExceptionGroup('m', [SystemExit()])).__name__)
class MyGroup(ExceptionGroup):
    def derive(self, excs):
        return MyGroup(self.message + '!', excs)
g = MyGroup('mine', [ValueError(1), KeyError(2)])
print(repr(g.subgroup(ValueError)), repr(g.split(KeyError)[1]))
