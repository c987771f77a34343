try:
    1 / 0
except ZeroDivisionError:
    raise ValueError('no context shown') from None
