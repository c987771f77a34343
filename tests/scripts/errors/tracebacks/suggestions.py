# "Did you mean" for names, attributes and imports.
import sys


def show(action):
    try:
        action()
    except Exception:
        sys.excepthook(*sys.exc_info())


class Thing:
    colour = "red"
    _private = 1

    def paint(self):
        return color

    def use(self):
        return paint

    def own(self):
        return self._privat

    def __getattr__(self, name):
        raise AttributeError(name)


class Plain:
    value = 1


def names():
    counter = 1
    return countr


def builtin():
    return lenn("abc")


def module():
    return itertools.count()


def both():
    sys2 = 1
    return syss


def far():
    return zzzzzzzzzz


show(names)
show(builtin)
show(module)
show(both)
show(far)
show(lambda: Plain().valeu)
show(lambda: Plain._valeu)
show(lambda: Thing().use())
show(lambda: Thing().own())
show(lambda: Thing().colur)
show(lambda: Plain().Value)
show(lambda: sys.pathh)
show(lambda: [].apend(1))
show(lambda: "".upperr())


def from_import():
    from math import sqroot


show(from_import)
sys.exit(1)
