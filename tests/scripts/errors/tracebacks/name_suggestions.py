def f():
    value_of_interest = 1
    return value_of_intrest

f()
