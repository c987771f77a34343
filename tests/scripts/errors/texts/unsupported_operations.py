# What every kind of object says about operations it does not support.
class A: pass
OBJECTS = {'int': 5, 'str': 'a', 'tuple': (1,), 'bytes': b'x', 'list': [1], 'dict': {}, 'set': {1}, 'None': None, 'range': range(3), 'lambda': lambda: 0, 'type': int, 'object': object(), 'print': print, 'A': A(), 'float': 1.5, 'Ellipsis': ..., 'slice': slice(1), 'generator': (x for x in ())}
STATEMENTS = '''del o[0]|o[0] = 1|o[0]|o["k"]|del o["k"]|o["k"] = 1|o[0:1] = 5|del o[0:1]|o[:]|o.zz = 1|del o.zz|o.zz|o.__class__ = 5|del o.__class__|o()|o @ o|-o|~o
o += None|o -= o|o < o|o <= 1|o in o|1 in o|with o: pass|o[1, 2]|o[0.5]|o ** o|divmod(o, o)|len(o)|reversed(o)|abs(o)|next(o)|round(o)|o.__doc__ = 1|a, b = o|a, *b = o|chr(o)|ord(o)|"".join(o)
isinstance(1, o)|issubclass(int, o)|getattr(o, 5)|range(o)|sum(o)|format(o, "zz")|f"{o:zz}"|raise o|raise ValueError from o|o[...]|map(o)|zip(o, 5)|o.__x__|{o: 1}|{o}|pow(o, o, o)|o << o|o % o
__import__(o)|type("a", (o,), {})|super(o)|staticmethod(o)()|slice(o).indices(3)|enumerate(o, "a")|bin(o)|all(o)|setattr(o, 5, 1)|print(1, sep=o)|print(1, file=o)|max(o, key=5)|o.real|sorted([o, o, None])|o and o.x|not o.x
o or o.x|o if o.x else 1|{**o}|[*o]|f(*o)|assert o.x|for x in o.y: pass|o.x += 1|o[0] += 1|hash(o) and None|memoryview(o)|bytes(o)[100]|vars(o)["q"]|iter(o, 1) and 1/0|iter(o, 1)()|dir(o)[0]()|id(o, o)|o | o|o ^ o|o & o|o >> o|o // o|o / o|o * o|o - o'''
def f(*args): raise LookupError
for name, o in OBJECTS.items():
    for statement in STATEMENTS.replace('\n', '|').split('|'):
        if statement == '{o}' and name == 'type': continue
        try:
            exec(statement, {'o': list(o) if type(o) is list else dict(o) if type(o) is dict else set(o) if type(o) is set else o, 'f': f})
        except BaseException as e:
            text = str(e)
            print(name, '|', statement, '|', type(e).__name__, text if ' at 0x' not in text else text.partition(' at 0x')[0])
