# Exception groups: what may stand in them, and taking them apart.


def attempt(action):
    try:
        print(repr(action()))
    except BaseException as e:
        print(f"{type(e).__name__}: {e}")


attempt(lambda: ExceptionGroup())
attempt(lambda: ExceptionGroup("m"))
attempt(lambda: ExceptionGroup(1, [ValueError()]))
attempt(lambda: ExceptionGroup("m", 5))
attempt(lambda: ExceptionGroup("m", []))
attempt(lambda: ExceptionGroup("m", [5]))
attempt(lambda: ExceptionGroup("m", [KeyboardInterrupt()]))
attempt(lambda: BaseExceptionGroup("m", [KeyboardInterrupt()]))
attempt(lambda: BaseExceptionGroup("m", [ValueError()]))


class Mixed(BaseExceptionGroup, ValueError):
    pass


attempt(lambda: Mixed("m", [KeyboardInterrupt()]))
attempt(lambda: Mixed("m", [TypeError()]))

g = ExceptionGroup("outer", [ValueError(1), ExceptionGroup("inner", [TypeError(2), ValueError(3)])])
print(g, g.message, g.exceptions)
print(ExceptionGroup("one", (OSError(),)))
attempt(lambda: g.subgroup(ValueError))
attempt(lambda: g.subgroup((TypeError, OSError)))
attempt(lambda: g.subgroup(lambda e: isinstance(e, TypeError)))
attempt(lambda: g.subgroup(KeyError))
attempt(lambda: g.split(TypeError))
attempt(lambda: g.split(ExceptionGroup)[0] is g)
attempt(lambda: g.split(5))
attempt(lambda: g.derive([OSError()]))
attempt(lambda: setattr(g, "message", 1))
g.add_note("kept")
part = g.subgroup(TypeError)
print(part.__notes__, part.__notes__ is g.__notes__)


class Own(ExceptionGroup):
    def derive(self, excs):
        return Own(self.message + "!", excs)


attempt(lambda: Own("own", [ValueError(1), TypeError(2)]).split(TypeError))


class Bad(ExceptionGroup):
    def derive(self, excs):
        return 5


attempt(lambda: Bad("bad", [ValueError(1), TypeError(2)]).split(TypeError))
print(ExceptionGroup.__mro__)
