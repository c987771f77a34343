a, b = [1, 2], {3: 4}
print([*a, *a], (*a, *b), {*a, *b} == {1, 2, 3}, [*'ab', *range(2)], *a)
print({**b, 'x': 1, **{3: 'over'}}, {'x': 0, **{'x': 1}})
x = *a, 3
print(x)
def f(): return *a, *b
print(f())
for i in *a, 5: print(i, end=' ')
print()
def g(): yield *a, 6
print(next(g()))
print((*(), *[]), [*{}], {**{}})
try:
    [*5]
except TypeError as e:
    print(e)
try:
    {**5}
except TypeError as e:
    print(e)
try:
    {**[1]}
except TypeError as e:
    print(e)
class M:
    def keys(self): return ['k']
    def __getitem__(self, k): return k * 2
print({**M()}, dict(**M()))
d = {}
d[*a] = 'tuple key'
print(d, d[*a])
class S:
    def __class_getitem__(cls, k): return k
print(S[*a, 1], S[1:2, *a])
def order(x): print('eval', x); return [x]
[*order(1), *order(2)], {**{order(3)[0]: order(4)}}
for source in ('*a', 'x = *a', 'f(**a, *b)', '(*a)', 'del *a', '*a = 1', '*a, *b = c', '{**a for a in b}', '[*a for a in b]', 'print(*)', 'a = {**}'):
    try:
        compile(source, '', 'exec')
        print('ok', source)
    except SyntaxError as e:
        print(source, '|', e.msg)
