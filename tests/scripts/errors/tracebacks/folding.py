# Lines that repeat are folded.
import sys


def down(n):
    if n:
        return down(n - 1)
    return 1 / n


def ping(n):
    return pong(n - 1)


def pong(n):
    return ping(n - 1) if n > 0 else 1 / 0


for action in (lambda: down(3), lambda: down(4), lambda: down(50), lambda: ping(9)):
    try:
        action()
    except ZeroDivisionError:
        sys.excepthook(*sys.exc_info())
down(5)
