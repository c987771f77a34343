f = lambda x: x.missing
def g():
    return {k: [f(v) for v in vs] for k, vs in {'a': [1]}.items()}

print(sum(y for y in g()))
