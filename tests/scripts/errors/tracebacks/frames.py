# Marks under every kind of frame line.
import sys


def show(action):
    try:
        action()
    except Exception:
        sys.excepthook(*sys.exc_info())


class Thing:
    def method(self, n):
        return self.missing

    def deep(self):
        return (
            self
            .method(1)
        )


def fail(*args, **kwargs):
    raise ValueError("failed")


def many():
    fail(
        1,
        2,
        3,
        4,
        5,
    )


def across():
    return (1 +
            2 + fail() /
            3)


def assigned():
    value = fail(1)
    return value


def returned():
    return fail(1)


def attribute_call():
    return Thing.method.__call__(Thing(), 2)


def wide():
    größe = "日本語"; return größe + fail("ü")


def subscript():
    table = {"a": {}}
    return table["a"]["b"]["c"]


def operators():
    return [1] * 2 ** "x"


def unary():
    return 1 + -"x"


def compare():
    return 1 < 2 < "x"


def loop():
    return [fail(n) for n in range(3)]


def nested():
    def inner():
        yield 1
        fail()
    return list(inner())


def starred():
    fail(*5)


def lambdas():
    return (lambda x: x.y)(3)


for action in (Thing().deep, many, across, assigned, returned, attribute_call, wide, subscript, operators, unary,
               compare, loop, nested, starred, lambdas):
    show(action)
sys.exit(1)
