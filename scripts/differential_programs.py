"""Random small programs for scripts/differential: loops, closures, exceptions, generators, classes.

Every loop is bounded, so every program ends. `a` is mostly an int, `b` a string, `c` a list and `d` a
dict; now and then they are not, and the errors that come of it are part of the result.
"""

NAMES = ["a", "b", "c", "d"]
KIND_OF = dict(zip(NAMES, "isld"))


class Writer:
    """A program being written: its lines, and what may stand where it is."""

    def __init__(self, rng):
        self.rng = rng
        self.lines = []
        self.depth = 0
        self.loops = 0
        self.functions = []
        self.generators = []
        self.classes = []
        self.in_function = self.in_generator = self.in_loop = False
        self.fresh = 0

    def line(self, text):
        self.lines.append("    " * self.depth + text)

    def name(self, prefix):
        self.fresh += 1
        return f"{prefix}{self.fresh}"

    def expression(self, depth=2, kind=None):
        rng = self.rng
        if kind is None or rng.random() < 0.03:
            return self.anything(depth)
        if depth == 0 or rng.random() < 0.25:
            return rng.choice({
                "i": ["a", "a", "len(c)", str(rng.randrange(-3, 9)), "2**70", "True", "0"],
                "s": ["b", "b", "'xy'", "''", "'\u00e9z'", "str(a)"],
                "l": ["c", "c", "[]", "[1, 2]", "[3, 1]", "list(b)"],
                "d": ["d", "d", "{}", "{1: 2}", "{'k': 5}"],
            }[kind])
        i, s, l, d = (lambda kind=kind: self.expression(depth - 1, kind) for kind in "isld")
        return rng.choice({
            "i": [lambda: f"({i()} {rng.choice('+-&|^')} {i()})", lambda: f"({i()} % 997 * ({i()} % 10**9))", lambda: f"({i()} {rng.choice(['//', '%'])} {i()})", lambda: f"len({s()})", lambda: f"len({d()})",
                  lambda: f"({i()} {rng.choice(['<', '==', '>=', '!='])} {i()})", lambda: f"({s()} {rng.choice(['<', 'in', '=='])} {s()})", lambda: f"sum(x for x in {l()} if isinstance(x, int))",
                  lambda: f"({i()} if {i()} else {i()})", lambda: f"{s()}.find({s()})", lambda: f"{d()}.get({i()}, {i()})", lambda: f"(a := {i()})", lambda: f"-{i()}",
                  lambda: f"(lambda x, y={i()}: x + y)({i()})", lambda: f"{i()} < {i()} <= {i()}", lambda: f"({i()} in {l()})", lambda: f"max({i()}, {i()})"],
            "s": [lambda: f"({s()}[:8] + {s()}[-8:])", lambda: f"({s()}[:4] * {rng.randrange(3)})", lambda: f"{s()}.upper()", lambda: f"f'{{{i()}}}-{{{s()}!r:>5}}'[:40]", lambda: f"','.join(map(str, {l()}))[:30]",
                  lambda: f"str({self.expression(depth - 1, rng.choice('ild'))})[:30]", lambda: f"{s()}[{rng.choice(['1:', '::-1', ':2', '0:1'])}]", lambda: f"{s()}.replace({s()}, 'q')[:30]", lambda: f"({s()} or {s()})",
                  lambda: f"('%s|%r' % ({i()}, {l()}))[:30]", lambda: f"'{{}}:{{}}'.format({i()}, {s()})[:40]", lambda: f"{s()}.split()[0]"],
            "l": [lambda: f"({l()}[:5] + {l()}[:5])", lambda: f"[x for x in {l()} if x]", lambda: f"[{i()} % 10**9, {s()}]", lambda: f"sorted({l()}, key=str)", lambda: f"list({d()})", lambda: f"[*{l()}[:6], {i()}]",
                  lambda: f"{l()}[{rng.choice(['1:', '::-1', ':2', '0:1'])}]", lambda: f"list(map(lambda q: (type(q), a), {l()}[:6]))", lambda: f"list(zip(map(str, {l()}[:4]), {s()}))", lambda: f"list({d()}.keys())[:6]",
                  lambda: f"[str(x) + y for x in {l()}[:3] for y in {s()}[:3]]", lambda: f"list(range({rng.randrange(5)}))"],
            "d": [lambda: f"{{**{d()}, {s()}: {i()}}}", lambda: f"{{x: {i()} for x in {s()}}}", lambda: f"dict(zip({s()}, map(str, {l()})))", lambda: f"({d()} | {d()})", lambda: f"dict(k=len({l()}))"],
        }[kind])()

    def anything(self, depth):
        rng = self.rng
        pick = rng.random()
        if self.functions and pick < 0.2:
            return self.call()
        if self.generators and pick < 0.35:
            return f"list({rng.choice(self.generators)}({self.expression(1, 'i')}))"
        if self.classes and pick < 0.6:
            made = f"{rng.choice(self.classes)}({self.expression(1, rng.choice('isl'))})"
            return made + rng.choice([".get()", ".x", ".twice", ".nope", ".cls()", "(1, 2)", " + 1", "[2]", " < 3", "", " == 1", ".__class__.__mro__[1:]"])
        if pick < 0.9:
            return self.expression(depth, rng.choice("isld"))
        return rng.choice(["None", "()", "1.5", "b'x'", "{1}", "print", "(a, b)", "[c, d][a]", "a.nope", "1j", "...", "int", "undefined"])

    def call(self):
        rng = self.rng
        given = ", ".join(self.expression(1) for _ in range(rng.randrange(1, 4)))
        more = rng.choice(["", "", "", ", k=3", ", *[1, 2]", ", **{'k': 5}"])
        return f"{rng.choice(self.functions)}({given}{more})"

    def block(self, statements):
        self.depth += 1
        for _ in range(statements):
            self.statement()
        self.depth -= 1

    def statement(self):
        rng, deep = self.rng, self.depth > 3
        pick = rng.random()
        if pick < 0.3 or deep:
            name = rng.choice(NAMES)
            if rng.random() < 0.85:
                self.line(f"{name} = {self.expression(2, KIND_OF[name])}")
            else:
                target = rng.choice(["a, b", "[c, *d]", "a = b", "d[0]", "c[0]", "c[1:3]", "a, (b, c)"])
                self.line(f"{target} = {self.expression(1)}")
        elif pick < 0.4:
            name, op = rng.choice([("a", "+="), ("a", "-="), ("a", "//="), ("b", "+="), ("c", "+="), ("d", "|="), ("b", "%=")])
            value = self.expression(1, KIND_OF[name])
            self.line(f"{name} {op} {value}{dict(b='[:5]', c='[:4]').get(name, '')}")
        elif pick < 0.5:
            self.line(f"print({', '.join(rng.sample(NAMES, 2))}, {self.expression()})")
        elif pick < 0.6:
            self.conditional()
        elif pick < 0.72 and self.loops < 3:
            self.loop()
        elif pick < 0.84:
            self.attempt()
        elif pick < 0.9 and self.in_loop:
            self.line(f"if {self.expression(1, 'i')}: {rng.choice(['break', 'continue'])}")
        elif pick < 0.95 and self.in_function:
            if self.in_generator:
                self.line(rng.choice([f"yield {self.expression()}", f"{rng.choice(NAMES)} = yield {self.expression()}", f"yield from [{self.expression()}]"]))
            else:
                self.line(f"if {self.expression(1)}: return {self.expression()}")
        elif pick < 0.97:
            self.line(rng.choice([f"del {rng.choice(NAMES)}", f"assert {self.expression(1)}, 'no'", f"raise ValueError({self.expression(1)})"]))
        else:
            self.line(f"with M({rng.randrange(3)}) as {rng.choice(NAMES)}:")
            self.block(2)

    def conditional(self):
        self.line(f"if {self.expression(2, 'i')}:")
        self.block(self.rng.randrange(1, 3))
        if self.rng.random() < 0.5:
            self.line(f"elif {self.expression(1)}:")
            self.block(1)
        if self.rng.random() < 0.5:
            self.line("else:")
            self.block(1)

    def loop(self):
        rng = self.rng
        outer, self.in_loop = self.in_loop, True
        self.loops += 1
        if rng.random() < 0.6:
            places = ["range(3)", "[1, 'a', 2.5]", "'abc'", "enumerate('xy')", "zip([1, 2], 'ab')", "{1: 2, 3: 4}.items()", self.expression(1, "l")]
            self.line(f"for {rng.choice([*NAMES, 'a, b'])} in {rng.choice(places)}:")
            self.block(rng.randrange(1, 4))
        else:
            counter = self.name("n")
            self.line(f"{counter} = 0")
            self.line(f"while {counter} < {rng.randrange(1, 5)}:")
            self.line(f"    {counter} += 1")
            self.block(rng.randrange(1, 4))
        self.in_loop = outer
        if rng.random() < 0.3:
            self.line("else:")
            self.block(1)
        self.loops -= 1

    def attempt(self):
        rng = self.rng
        self.line("try:")
        self.block(rng.randrange(1, 4))
        kinds = ["TypeError", "(ValueError, IndexError)", "Exception", "ZeroDivisionError", "KeyError"]
        for kind in rng.sample(kinds, rng.randrange(1, 3)):
            self.line(f"except {kind} as e:")
            self.line("    print(type(e).__name__, e, type(e.__context__).__name__)")
            if rng.random() < 0.4:
                self.block(1)
            if rng.random() < 0.15:
                self.line("    raise")
        self.line("except Exception as e: print('other', e)")
        if rng.random() < 0.25:
            self.line("else:")
            self.block(1)
        if rng.random() < 0.35:
            self.line("finally:")
            before, self.in_loop, self.in_function = (self.in_loop, self.in_function), False, False
            self.block(1)
            self.in_loop, self.in_function = before

    def function(self, generator=False):
        rng, name = self.rng, self.name("g" if generator else "f")
        saved = self.functions, self.in_function, self.in_generator, self.in_loop
        self.functions, self.in_loop = [], False
        self.in_function, self.in_generator = True, generator
        parameters = "a, b=2" if generator else rng.choice(["a, b=2, *c, k=7", "a, /, b=1, *, k=0", "*a, **b", "a, b, c=[]", "a, b=1, **k"])
        self.line(f"def {name}({parameters}):")
        self.depth += 1
        given = parameters.replace("*", "").replace("/, ", "").split(", ")
        local = [p.partition("=")[0] for p in given if p]
        for missing in NAMES:
            if missing not in local and rng.random() < 0.7:
                self.line(f"{missing} = {dict(a='1', b=repr('s'), c='[1]', d='{}')[missing]}")
        if rng.random() < 0.3 and not generator:
            self.line(f"def inner(v): nonlocal {local[0]}; {local[0]} = (v, {local[0]}); return {local[0]}")
            self.functions = ["inner"]
        self.depth -= 1
        self.block(rng.randrange(2, 5))
        if generator:
            self.line("    yield a, b")
        else:
            self.line(f"    return {self.expression(1)}")
        self.functions, self.in_function, self.in_generator, self.in_loop = saved
        (self.generators if generator else self.functions).append(name)

    def a_class(self):
        rng, name = self.rng, self.name("C")
        base = f"({rng.choice(self.classes)})" if self.classes and rng.random() < 0.5 else ""
        self.line(f"class {name}{base}:")
        self.line(f"    x = {rng.randrange(9)}")
        if rng.random() < 0.7 or not base:
            self.line("    def __init__(self, v, w=0): self.x = v" if not base else "    def __init__(self, v): super().__init__(v); self.y = v")
        for row in rng.sample(["def get(self): return (self.x, type(self).__name__)", "def __repr__(self): return f'<{self.x!r}>'",
                               "def __eq__(self, o): return True", "def __add__(self, o): return ('add', o)", "def __radd__(self, o): return ('radd', o)",
                               "def __getitem__(self, i): return [7, 8][i]", "def __len__(self): return 2", "def __bool__(self): return False",
                               "def __iter__(self): yield self.x; yield 'end'", "def __call__(self, *p): return p", "def __getattr__(self, n): return n * 2",
                               "__slots__ = ('z',)", "def __lt__(self, o): return 'lt'", "def __contains__(self, o): return o == 1"], rng.randrange(2, 6)):
            self.line("    " + row)
        self.line("    @property\n" + "    " * self.depth + "    def twice(self): return [self.x] * 2")
        self.line("    @classmethod\n" + "    " * self.depth + "    def cls(cls): return cls.__name__")
        self.classes.append(name)


MANAGER = """\
class M:
    def __init__(self, n): self.n = n
    def __enter__(self): return self.n
    def __exit__(self, t, e, b):
        print('exit', t and t.__name__)
        return self.n == 1"""


def program(rng):
    """A program of ten statements or so."""
    w = Writer(rng)
    w.lines += MANAGER.split("\n")
    w.line(f"a, b, c, d = {rng.randrange(9)}, 'text', [3, 1, 2], {{'k': 1}}")
    for _ in range(rng.randrange(0, 3)):
        w.function(generator=rng.random() < 0.4)
    if rng.random() < 0.5:
        w.a_class()
    if rng.random() < 0.3:
        w.a_class()
    for _ in range(rng.randrange(5, 12)):
        w.line("try:")
        w.block(1)
        w.line("except Exception as e: print('top', type(e).__name__, e)")
    w.line("print(a, b, c, d)")
    return "\n".join(w.lines)
