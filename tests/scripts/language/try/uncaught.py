# expect: before
# expect error: ValueError: the message
def f():
    raise ValueError('the message')

print('before')
try:
    f()
finally:
    pass
print('never')
