f'{a!r:>{width}} {b:{c}} {(lambda: d)()}'
t'{e} {f!s:{g}} {[h for h in i]}'
def function(x):
    return f'{x=} {[y for y in x]:{x}}', t'{x}', [f'{z}' for z in x], (lambda: f'{x}')
