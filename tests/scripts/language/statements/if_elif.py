def f(x):
    if x == 1: return 'one'
    elif x == 2:
        return 'two'
    elif x in (3, 4):
        if x == 3: y = 'three'
        else: y = 'four'
        return y
    else:
        pass
    return 'many'
print([f(i) for i in range(6)])
if 0: print('constant false')
elif 1: print('constant true')
else: print('no')
if not 0 and 1 or 1 / 0: print('short')
if (a := []): print('no')
elif not a: print('empty list')
if None is None is None: print('chained is')
if 1: x = 1; y = 2; print(x, y)
if 'a' < 'b' < 'c' and not 3 in [1]: print('yes')
while 0: print('never')
else: print('while-else')
if True:
    if False: pass
    else:
        if True: print('deep')
z = 'x' if 0 else 'y' if 0 else 'z'
print(z, ('a' if x else 'b') + 'c', [1 if i else 2 for i in (0, 1)])
if ...: print('ellipsis is true')
if (): print('no')
elif (0,): print('tuple is true')
if __debug__: print('debug')
if not __debug__: print('no debug')
