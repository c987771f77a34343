pass
1
'string'
...
None
[1, 2]
lambda: 0
x = 5
x
x + 1
-x
(x)
x, x
x if x else x
f'{x}'
def f(): 'doc'; 1; return 2
print(f(), f.__doc__)
def g():
    1
    'not a docstring'
print(g.__doc__)
def h():
    f'not a docstring'
print(h.__doc__)
def i():
    'joined' ' docstring'
print(i.__doc__)
def j():
    b'bytes'
print(j.__doc__)
class C:
    """   class doc
    second line
      indented
    """
print(repr(C.__doc__))
def k():
    """one
	tab
    """
print(repr(k.__doc__))
try:
    undefined
except NameError as e:
    print(e)
try:
    1 + 'a'
except TypeError as e:
    print(e)
[print('side effect')]
(lambda: print('called'))()
print('a') or print('b')
not print('c')
