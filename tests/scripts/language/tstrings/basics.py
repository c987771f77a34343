name, x = 'World', 5
t = t'Hello {name}! {x:>5} {x!r} {x + 1=}'
print(type(t).__name__, t.strings, t.values)
for i in t.interpolations:
    print(repr(i.value), repr(i.expression), i.conversion, repr(i.format_spec))
print(list(t'{name}a{x}'))
print(t'plain'.strings, t'plain'.interpolations, t''.strings, list(t''))
print(t'{name}{x}'.strings)
u = t'a{1}' + t'{2}b'
print(u.strings, u.values)
u = t'a{1}' t'b'
print(u.strings, u.values)
for f in (lambda: t'a' + 'b', lambda: 'a' + t'b', lambda: t'a' == t'a'):
    try:
        print(f())
    except TypeError as e:
        print(e)
print(t'{x:{x}}'.interpolations[0].format_spec, t'{x!s:>{x}}'.interpolations[0].conversion)
print(rt'\n{x}'.strings, t'{{}}'.strings, t'{ x }'.interpolations[0].expression, t'{x!r}'.interpolations[0])
def render(t):
    out = []
    for part in t:
        if isinstance(part, str):
            out.append(part.upper())
        else:
            v = part.value
            if part.conversion == 'r': v = repr(v)
            out.append(format(v, part.format_spec))
    return ''.join(out)
print(render(t'hello {name!r} is {3.14159:.2f}'))
def f():
    y = 1
    t = t'{y} {(lambda: y)()} {[y for y in "ab"]}'
    y = 2
    return t.values
print(f())
print(t'{t'{x}'}'.values[0].values, t)
try:
    t'{undefined}'
except NameError as e:
    print(e)
try:
    compile("t'a' 'b'", '', 'eval')
except SyntaxError as e:
    print(e.msg)
match t'{x}'.interpolations[0]:
    case object(value=v, expression=e): print(v, e)
