def show(tag, value):
    print(tag, end=' ')
    return value

r = [show('elt', (x, y)) for x in show('outer', [1, 2]) if show('if1', True)
     for y in show('inner', 'ab') if show('if2', y == 'a')]
print()
print(r)
d = {show('key', k): show('value', v) for k, v in show('items', [(1, 2), (3, 4)])}
print(d)
s = {show('elt', x % 2) for x in range(3)}
print(s)
g = (show('lazy', x) for x in show('eager', [1, 2]))
print('made')
print(next(g))
print(list(g))
