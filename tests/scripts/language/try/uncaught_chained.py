# expect error: KeyError: 'second'
try:
    1 / 0
except ZeroDivisionError:
    {}['second']
