def f(a, b, c):
    if a and (b or not c):
        return 1
    elif a < b < c:
        return a if b else c
    while not (a is None or b in (1, 2)):
        a = a or b and c
    assert a, "message"
    if 0:
        never()
    return x if (x := a) is not None else __debug__
