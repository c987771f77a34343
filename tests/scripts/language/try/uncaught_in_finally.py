# expect: 1
# expect error: NameError: name 'undefined' is not defined
try:
    raise ValueError
finally:
    print(1)
    undefined
