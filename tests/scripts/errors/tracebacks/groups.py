def fail(kind, n):
    raise kind(n)

errors = []
for i, kind in enumerate((ValueError, KeyError)):
    try:
        fail(kind, i)
    except Exception as e:
        errors.append(e)
raise ExceptionGroup('several', [*errors, ExceptionGroup('inner', [TypeError('t')])])
