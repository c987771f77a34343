# Attributes and texts of the exceptions that have their own.


def attempt(action):
    try:
        print(repr(action()))
    except BaseException as e:
        print(f"{type(e).__name__}: {e}")


s = StopIteration(3, 4)
print(s.value, s.args)
del s.value
print(s.value)
print(SystemExit().code, SystemExit(1).code, SystemExit(1, 2).code)
print(str(KeyError("a b")), str(KeyError()), str(KeyError(1, 2)))

i = ImportError("text", name="n", path="p")
print(i, i.msg, i.name, i.path, i.name_from, i.__reduce__())
print(ImportError("a", "b").msg, ImportError("a").__reduce__())
a = AttributeError("text", name="n", obj=5)
print(a.name, a.obj, a.__reduce__())
n = NameError("text", name="n")
print(n.name, n.__reduce__())

for args in [(2, "gone"), (13, "no"), (2, "gone", "file"), (2, "gone", "file", None, "other"), (2,), (5, "io")]:
    o = OSError(*args)
    print(type(o).__name__, o, o.args, o.errno, o.strerror, o.filename, o.filename2)
    print(o.__reduce__()[1])
attempt(lambda: OSError(2, "x").characters_written)
print(BlockingIOError(11, "wait", 7).characters_written)


class Custom(OSError):
    def __init__(self, *args, extra):
        super().__init__(*args)
        self.extra = extra


c = Custom(2, "gone", extra=1)
print(type(c).__name__, c, c.errno, c.extra)

for args in [(), ("m",), ("m", ("a/b.py", 3, 4, "t")), ("m", (None, 3, 4, "t")), ("m", ("x", None, 4, "t"))]:
    print(SyntaxError(*args))
x = SyntaxError("m", ("f", 1, 2, "t", 3, 4))
print(x.filename, x.lineno, x.offset, x.text, x.end_lineno, x.end_offset, x.print_file_and_line)
attempt(lambda: SyntaxError("m", (1,)))
attempt(lambda: SyntaxError("m", (1, 2, 3, 4, 5)))
attempt(lambda: SyntaxError("m", (1, 2, 3, 4, 5, 6, 7, 8)))

for made in (
    lambda: str(UnicodeDecodeError("ascii", b"a\xff", 1, 2, "why")),
    lambda: str(UnicodeDecodeError("ascii", b"a\xff\xfe", 1, 3, "why")),
    lambda: str(UnicodeEncodeError("ascii", "\xe9\u1234\U00012345", 0, 1, "why")),
    lambda: str(UnicodeEncodeError("ascii", "\xe9\u1234\U00012345", 1, 2, "why")),
    lambda: str(UnicodeEncodeError("ascii", "\xe9\u1234\U00012345", 2, 3, "why")),
    lambda: str(UnicodeEncodeError("ascii", "\xe9\u1234\U00012345", 0, 3, "why")),
    lambda: str(UnicodeTranslateError("ab", 0, 1, "why")),
    lambda: UnicodeDecodeError(),
    lambda: UnicodeDecodeError(1, b"", 0, 1, "x"),
    lambda: UnicodeDecodeError("a", "", 0, 1, "x"),
    lambda: UnicodeEncodeError("a", b"", 0, 1, "x"),
    lambda: UnicodeTranslateError(),
):
    attempt(made)
