# Exceptions that can only be reported.
import sys


class Loud:
    def __del__(self):
        raise ValueError("in del")


def gen():
    try:
        yield
    finally:
        1 / 0


def hook(unraisable):
    print(unraisable.exc_type.__name__, unraisable.exc_value, unraisable.err_msg.split(" at ")[0], unraisable.object)


sys.unraisablehook = hook
Loud()
g = gen()
next(g)
del g
print(len(hook.__code__.co_varnames))
sys.unraisablehook = sys.__unraisablehook__


class Quiet:
    def __repr__(self):
        return "<quiet>"

    def __call__(self, ref):
        raise KeyError("callback")


import weakref


class Target:
    pass


t = Target()
r = weakref.ref(t, Quiet())
del t
sys.exit(1)
