def f(a, b=1, /, c=2, *args, d, e=3, **kwargs) -> str:
    """First line.

    Indented line.
    """

    def inner(x=a):
        nonlocal b
        b = x + c
        return inner

    global g
    g = lambda *a: f(*a, **kwargs)
    call(1, 2, key=3)
    call(*args, 4, **kwargs, last=5)
    del c
    return d.method(e).other
