print({k: v for k, v in [('a', 1), ('b', 2), ('a', 3)]})
print({**{i: i for i in range(2)}, **{'x': 1}})
def k(x):
    print('key', x)
    return x
def v(x):
    print('value', x)
    return x
print({k(i): v(-i) for i in range(2)})
try:
    {[]: 1 for _ in range(1)}
except TypeError as e:
    print(e)
try:
    {[] for _ in range(1)}
except TypeError as e:
    print(e)
print({x: [x for x in range(x)] for x in range(3)})
print({(a, b): a * b for a in range(2) for b in range(2)})
print(dict((str(i), i) for i in range(3)))
