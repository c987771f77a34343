# Chained exceptions, groups in boxes, notes, and texts that fail.
import sys


def show(action):
    try:
        action()
    except BaseException:
        sys.excepthook(*sys.exc_info())


def cause():
    try:
        {}["key"]
    except KeyError as e:
        raise RuntimeError("no key") from e


def context():
    try:
        {}["key"]
    except KeyError:
        undefined_name


def hidden():
    try:
        {}["key"]
    except KeyError:
        raise RuntimeError("hidden") from None


def group():
    def inner(n):
        try:
            raise TypeError(n)
        except TypeError as e:
            e.add_note("a note\nof two lines")
            return e

    nested = ExceptionGroup("nested", [inner(1), inner(2)])
    nested.__cause__ = ValueError("why")
    raise ExceptionGroup("outer", [ValueError("multi\nline"), nested, OSError(2, "gone")])


def many():
    raise ExceptionGroup("many", [ValueError(n) for n in range(18)])


def deep():
    e = ValueError("inside")
    for n in range(13):
        e = ExceptionGroup(f"level {n}", [e])
    raise e


def group_in_chain():
    try:
        group()
    except ExceptionGroup:
        raise KeyError("after")


class Broken(Exception):
    def __str__(self):
        raise ValueError


class Unprintable:
    def __str__(self):
        raise ValueError

    __repr__ = __str__


def broken():
    raise Broken


def notes():
    e = ValueError("noted")
    e.__notes__ = ["plain", Unprintable(), "two\nlines", 5]
    raise e


def odd_notes():
    e = ValueError("noted")
    e.__notes__ = 42
    raise e


def string_notes():
    e = ValueError("noted")
    e.__notes__ = "text"
    raise e


class Outer:
    class Inner(Exception):
        pass


def qualified():
    e = Outer.Inner("dotted")
    Outer.Inner.__module__ = "some.module"
    raise e


for action in (cause, context, hidden, group, many, deep, group_in_chain, broken, notes, odd_notes, string_notes,
               qualified):
    show(action)
sys.exit(1)
