d, o = {}, type('O', (), {})()
o.attr: int = 1
d['k']: str = 'v'
(paren): int = 5
print(o.attr, d, paren)
o.no_value: int
def side(): print('target evaluated'); return d
side()['x']: int
side()['y']: print('annotation of a subscript is not evaluated') = 2
a: int
b: int = 3 if True else 4
try:
    a
except NameError as e:
    print(e)
t: tuple = 1, 2
u: list = *t, 3
print(t, u)
print(__annotations__ if '__annotations__' in globals() else sorted(__annotate__(1)))
class K:
    z: int
    (hidden): str = 's'
    w: 'forward' = 1
print(K.__annotations__, K.hidden)
for source in ('x: int: str', '(a, b): int', '[a]: int', 'a, b: int', 'f(): int', 'x: int += 1', '(x: int)', 'lambda: x: int', 'for x: int in y: pass', 'x: yield', '5: int', 'x: int = y: int', 'a: b = c = d', '*a: int', 'with x as y: int: pass', 'def f(*a: *b): 1', 'def f(a: *b): 1', 'x: *b', 'global x; x: int'):
    try:
        compile(source, '', 'exec')
        print('ok', source)
    except SyntaxError as e:
        print(source, '|', e.msg)
