# SyntaxErrors made by a script, and by compiling.
import sys


def show(action):
    try:
        action()
    except SyntaxError as e:
        e.__traceback__ = None
        sys.excepthook(type(e), e, None)


def made(*args):
    def action():
        raise SyntaxError(*args)

    return action


show(made("text"))
show(made("text", ("f.py", 3, 5, "    x = = 1\n")))
show(made("text", ("f.py", 3, 5, "    x = = 1\n", 3, 9)))
show(made("text", ("f.py", 3, 1, "    x = = 1\n")))
show(made("text", ("f.py", 3, 100, "short\n")))
show(made("text", ("f.py", 3, 0, "short\n")))
show(made("text", ("f.py", 3, 2, "\tx\ty\n", 3, 4)))
show(made("text", ("f.py", 3, 2, "several lines\n", 5, 4)))
show(made("text", (None, 3, 2, "line\n")))
show(made("text", ("f.py", None, 2, "line\n")))
show(made("text", ("f.py", 3, None, "line\n")))
show(made("text", ("f.py", 3, 2, None)))
show(made("", ("f.py", 3, 2, "line\n")))
show(made())
show(lambda: compile("x = (1,\n", "made.py", "exec"))
show(lambda: compile("whille True:\n  pass\n", "made.py", "exec"))
show(lambda: compile("x = 5\nimoprt os\n", "made.py", "exec"))
show(lambda: compile("for i im range(3): pass\n", "made.py", "exec"))
show(lambda: compile("if x:\npass", "made.py", "exec"))
sys.exit(1)
