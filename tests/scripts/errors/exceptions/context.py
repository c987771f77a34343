# How exceptions refer to one another.


def chain(e):
    while e is not None:
        print(repr(e), "cause", repr(e.__cause__), "suppress", e.__suppress_context__)
        e = e.__context__


try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("second")
except ValueError as e:
    chain(e)

try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("second") from e
except ValueError as e:
    chain(e)

try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("second") from None
except ValueError as e:
    chain(e)

# A chain never becomes a circle.
a, b, c = ValueError("a"), ValueError("b"), ValueError("c")
try:
    try:
        try:
            raise a
        except ValueError:
            raise b
    except ValueError:
        raise a
except ValueError as e:
    chain(e)


def attempt(action):
    try:
        action()
    except BaseException as e:
        print(f"{type(e).__name__}: {e}")


def raise_it(what, *cause):
    if cause:
        raise what from cause[0]
    raise what


class Wrong(Exception):
    def __new__(cls):
        return 5


attempt(lambda: raise_it(5))
attempt(lambda: raise_it(int))
attempt(lambda: raise_it(Wrong))
attempt(lambda: raise_it(ValueError, 5))
attempt(lambda: raise_it(ValueError, KeyError))


def bare():
    raise


attempt(bare)


def catch(what):
    try:
        raise ValueError("caught")
    except what:
        print("matched")


attempt(lambda: catch((KeyError, ValueError)))
attempt(lambda: catch(5))
attempt(lambda: catch((ValueError, 5)))
attempt(lambda: catch(int))


def star(what):
    try:
        raise ValueError("caught")
    except* what as g:
        print("star", repr(g))


attempt(lambda: star(ValueError))
attempt(lambda: star(ExceptionGroup))
attempt(lambda: star(5))
