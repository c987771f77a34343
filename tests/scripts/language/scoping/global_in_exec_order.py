def reader():
    return value

try:
    reader()
except NameError as e:
    print(e)
value = 1
print(reader())
def reader():
    return value + 1
print(reader())
for value in range(5):
    pass
print(reader())
globals()['value'] = 100
print(reader(), globals() is vars(__import__('__main__')))
globals().pop('value')
try:
    reader()
except NameError as e:
    print(e)
