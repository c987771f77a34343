# Warnings without the standard library's module: once for each place, then silence.
import _warnings

_warnings.filters[:] = [("ignore", None, PendingDeprecationWarning, None, 0)]
_warnings._acquire_lock()
_warnings._filters_mutated_lock_held()
_warnings._release_lock()


def attempt(*args, **kwargs):
    try:
        _warnings.warn(*args, **kwargs)
    except BaseException as e:
        print(f"{type(e).__name__}: {e}")


class Own(UserWarning):
    pass


for _ in range(3):
    _warnings.warn("loop")


def level():
    _warnings.warn("caller", stacklevel=2)


level()
level()
_warnings.warn(Own("instance"))
_warnings.warn("kind", RuntimeWarning)
_warnings.warn("ignored", PendingDeprecationWarning)
_warnings.warn("shown everywhere", DeprecationWarning)
_warnings.warn("too high", stacklevel=100)
_warnings.warn_explicit("explicit", UserWarning, "nofile.py", 3)
attempt("x", 5)
attempt("x", int)
attempt("x", skip_file_prefixes=5)
attempt("x", skip_file_prefixes=(5,))
_warnings.filters.insert(0, ("error", None, Warning, None, 0))
_warnings._acquire_lock()
_warnings._filters_mutated_lock_held()
_warnings._release_lock()
attempt("raised")
attempt(Own("raised too"))
_warnings.filters[0] = ("bogus", None, Warning, None, 0)
attempt("wrong action")
raise SystemExit(1)
