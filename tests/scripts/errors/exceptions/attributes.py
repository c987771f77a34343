# What every exception has, and what its setters refuse.


def attempt(action):
    try:
        print(repr(action()))
    except BaseException as e:
        print(f"{type(e).__name__}: {e}")


for made in (ValueError(), ValueError("one"), ValueError(1, "two")):
    print(repr(made), str(made), made.args, sep=" | ")

e = ValueError("text")
for name in ("args", "__traceback__", "__context__", "__cause__", "__suppress_context__"):
    attempt(lambda: setattr(e, name, 5))
    attempt(lambda: delattr(e, name))

e.args = [1, 2]
print(e.args)
e.__cause__ = KeyError("k")
print(repr(e.__cause__), e.__suppress_context__)
e.__cause__ = None
e.__suppress_context__ = False
print(e.__cause__, e.__suppress_context__)

attempt(lambda: ValueError(a=1))
attempt(lambda: OSError(a=1))
attempt(lambda: ImportError(a=1))
attempt(lambda: NameError(a=1))
attempt(lambda: e.add_note(5))
attempt(lambda: e.add_note())
attempt(lambda: e.with_traceback(5))
attempt(lambda: e.__setstate__(5))
e.add_note("first")
e.add_note("second")
print(e.__notes__)
e.__notes__ = 3
attempt(lambda: e.add_note("x"))
print(e.with_traceback(None) is e)

e = ValueError("pickled")
print(e.__reduce__())
e.extra = 1
print(e.__reduce__())
other = ValueError("copy")
other.__setstate__({"extra": 2})
print(other.extra, other.__dict__)
