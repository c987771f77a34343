def deco(arg):
    def wrap(f):
        raise ValueError(arg)
    return wrap

@deco('first')
@(lambda f: f)
def decorated():
    pass
