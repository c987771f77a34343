"""The random cases of scripts/differential: each kind is a function from a generator to a source text.

A case is an expression, or a program that prints. Results whose last digits depend on the C library
go through `near`.
"""

RUNNER = '''\
import math, sys
def show(x):
    if isinstance(x, (set, frozenset)):
        return type(x).__name__ + repr(sorted(map(show, x)))
    return type(x).__name__ + " " + repr(x)
def near(x):
    if isinstance(x, float):
        return format(x, ".11g")
    if isinstance(x, tuple):
        return tuple(map(near, x))
    return x
def h(x):
    return hash(x) if x == x else "nan"
for i, source in enumerate(CASES):
    try:
        if "\\n" in source:
            lines = []
            names = {"print": lambda *a: lines.append(" ".join(map(str, a)))}
            try:
                exec(source, names)
            finally:
                answer = repr(lines)[:3000]
        else:
            answer = show(eval(source))
    except RecursionError:
        answer = "RecursionError"
    except Exception as e:
        answer = f"{type(e).__name__}: {e}" + (answer if "\\n" in source else "")
    print(i, ascii(answer)[:4000], sep="\\t")
'''

EDGES = [0, 1, 2, 3, 5, 7, 10, 36, 127, 128, 255, 256, 1000, 2**15, 2**30 - 1, 2**30, 2**31 - 1, 2**31,
         2**32, 2**53 - 1, 2**53, 2**53 + 1, 2**61 - 1, 2**62 - 1, 2**62, 2**62 + 1, 2**63 - 1, 2**63,
         2**64 - 1, 2**64, 10**18, 10**19, 2**100, 2**126, 2**127 - 1, 2**127, 2**128 - 1, 2**128, 10**40]
FLOATS = ["0.0", "-0.0", "0.1", "0.5", "1.0", "1.5", "2.5", "-2.5", "3.7", "1e16", "1e22", "1e23", "1e-5",
          "123456.789", "1e300", "1e308", "5e-324", "2.2250738585072014e-308", "1.7976931348623157e308",
          "9007199254740993.0", "4.35", "2.675", "1e-7", "0.000123", "float('inf')", "float('-inf')",
          "float('nan')", "9.5", "99.95", "1e15", "999999999999999.9"]


def an_int(rng):
    pick = rng.random()
    if pick < 0.35:
        value = rng.choice(EDGES)
    elif pick < 0.7:
        value = rng.randrange(-20, 100)
    else:
        value = rng.getrandbits(rng.choice([8, 31, 33, 62, 63, 64, 65, 100, 127, 128, 129, 200, 400]))
    value = -value if rng.random() < 0.35 else value
    return f"({value})" if value < 0 else str(value)


def a_float(rng):
    pick = rng.random()
    if pick < 0.6:
        text = rng.choice(FLOATS)
    elif pick < 0.8:
        text = repr(rng.uniform(-100, 100))
    else:
        text = repr(rng.uniform(-1, 1) * 10.0 ** rng.randrange(-320, 308))
    return f"({text})" if text.startswith("-") else text


def a_complex(rng):
    return f"complex({a_float(rng)}, {a_float(rng)})"


def a_number(rng):
    pick = rng.random()
    if pick < 0.5:
        return an_int(rng)
    if pick < 0.85:
        return a_float(rng)
    return rng.choice(["True", "False"]) if pick < 0.9 else a_complex(rng)


def numeric(rng, depth):
    if depth == 0 or rng.random() < 0.2:
        return a_number(rng)
    pick = rng.random()
    if pick < 0.55:
        op = rng.choice(["+", "-", "*", "/", "//", "%", "&", "|", "^", "+", "-", "*"])
        return f"({numeric(rng, depth - 1)} {op} {numeric(rng, depth - 1)})"
    if pick < 0.62:
        return f"({numeric(rng, depth - 1)} {rng.choice(['<<', '>>'])} {rng.choice([0, 1, 5, 63, 64, 100, -1])})"
    if pick < 0.72:
        exponent = rng.choice(["0", "1", "2", "3", "5", "-1", "-2", "0.5", "-0.5", "1.5", "2.0", "1j", "True", "10"])
        return f"({numeric(rng, depth - 1)} ** {exponent})"
    if pick < 0.82:
        op = rng.choice(["<", "<=", "==", "!=", ">", ">="])
        return f"({numeric(rng, depth - 1)} {op} {numeric(rng, depth - 1)})"
    if pick < 0.9:
        return f"({rng.choice('-+~')}{numeric(rng, depth - 1)})"
    return f"{rng.choice(['abs', 'int', 'float', 'round', 'h', 'bool', 'complex'])}({numeric(rng, depth - 1)})"


def numbers(rng):
    pick = rng.random()
    if pick < 0.55:
        return numeric(rng, rng.randrange(1, 4))
    if pick < 0.62:
        return f"divmod({a_number(rng)}, {a_number(rng)})"
    if pick < 0.69:
        base, modulus = an_int(rng), rng.choice([an_int(rng), "0", "1", "-7", "10**9 + 7", "None"])
        exponents = ["2", "-1", "17", "0"] + ["65537", str(rng.getrandbits(90))] * (modulus != "None")
        return f"pow({base}, {rng.choice(exponents)}, {modulus})"
    if pick < 0.77:
        return f"round({a_number(rng)}, {rng.choice([-25, -3, -1, 0, 1, 2, 3, 5, 15, 20, 400, None])})"
    if pick < 0.83:
        length, order = rng.choice([0, 1, 2, 8, 20, 60]), rng.choice(["'big'", "'little'", "'x'"])
        return f"({an_int(rng)}).to_bytes({length}, {order}, signed={rng.random() < 0.5})"
    if pick < 0.88:
        data = rng.randbytes(rng.choice([0, 1, 7, 8, 9, 16, 17, 33]))
        return f"int.from_bytes({data!r}, {rng.choice(['big', 'little'])!r}, signed={rng.random() < 0.5})"
    method = rng.choice(["bit_length", "bit_count", "as_integer_ratio", "is_integer", "hex", "conjugate", "__trunc__",
                         "__floor__", "__ceil__", "__index__", "__getnewargs__", "__hash__", "__neg__", "__bool__"])
    return f"({a_number(rng)}).{method}()" if method != "__hash__" else f"h({a_number(rng)})"


def parsing(rng):
    digits = rng.choice(["01", "0123456789", "0123456789abcdef_", "0123456789._eE+-", "01_xXoObB", "\u0661\u0662\u096912_",
                         "0123456789.jJ+-e()", "infaINFAty+-", "0x1.fFp+-2 "])
    text = "".join(rng.choice(digits) for _ in range(rng.randrange(0, 12)))
    text = rng.choice(["", "", "", " ", "-", "+", "0x", "0b", "\u2003", "\n"]) + text + rng.choice(["", "", "", " ", "_", "\u3000"])
    pick = rng.random()
    if pick < 0.4:
        base = rng.choice(["", ", 0", ", 2", ", 8", ", 16", ", 36", ", 3"])
        return f"int({text!r}{base})"
    if pick < 0.65:
        return f"float({text!r})"
    if pick < 0.85:
        return f"complex({text!r})"
    if pick < 0.93:
        return f"float.fromhex({text!r})"
    return f"int({text.encode()!r}, {rng.choice([0, 10, 16, 2])})"


def a_spec(rng):
    fill = rng.choice(["", "", "", "<", ">", "^", "=", "*<", "0>", "\u00e9^", "x="])
    sign, more = rng.choice(["", "", "+", "-", " "]), rng.choice(["", "", "", "z", "#", "z#"])
    width = rng.choice(["", "", "0", "5", "08", "12", "030", "25"])
    group, precision = rng.choice(["", "", "", ",", "_"]), rng.choice(["", "", "", ".0", ".1", ".2", ".5", ".12", ".20", "."])
    group2 = rng.choice(["", "", "", "", "", ",", "_"])
    return fill + sign + more + width + group + precision + group2 + rng.choice(["", "", *"bcdeEfFgGnosxX%"])


def formats(rng):
    value = rng.choice([a_number, a_number, a_word])(rng)
    if rng.random() < 0.65:
        return f"format({value}, {a_spec(rng)!r})"
    flags = "".join(rng.sample("#0- +", rng.randrange(0, 3)))
    width = rng.choice(["", "", "5", "12", "*", "25"])
    precision = rng.choice(["", "", ".0", ".3", ".10", ".", ".*", ".25"])
    arguments = [rng.choice(["3", "0", "-7", "15"]) for star in (width, precision) if "*" in star] + [value]
    return f"{'%' + flags + width + precision + rng.choice('diouxXeEfFgGcrsa%')!r} % ({', '.join(arguments)},)"


EXACT_MATH = {"sqrt": 1, "ceil": 1, "floor": 1, "trunc": 1, "fabs": 1, "frexp": 1, "modf": 1, "ulp": 1, "isfinite": 1, "isinf": 1,
              "isnan": 1, "fmod": 2, "copysign": 2, "remainder": 2, "nextafter": 2, "factorial": 0, "isqrt": 0}
NEAR_MATH = {"sin": 1, "cos": 1, "tan": 1, "asin": 1, "acos": 1, "atan": 1, "sinh": 1, "cosh": 1, "tanh": 1, "asinh": 1, "acosh": 1,
             "atanh": 1, "exp": 1, "exp2": 1, "expm1": 1, "log": 1, "log2": 1, "log10": 1, "log1p": 1, "gamma": 1, "lgamma": 1,
             "erf": 1, "erfc": 1, "cbrt": 1, "degrees": 1, "radians": 1, "atan2": 2, "pow": 2, "hypot": 2}


def mathematics(rng):
    def real():
        return rng.choice([an_int, a_float, a_float])(rng)

    def floats(count):
        return "[" + ", ".join(real() for _ in range(count)) + "]"

    pick = rng.random()
    if pick < 0.35:
        name = rng.choice(list(EXACT_MATH))
        if not EXACT_MATH[name]:
            return f"math.{name}({rng.randrange(-2, 60) if name == 'factorial' else an_int(rng)})"
        return f"math.{name}({', '.join(real() for _ in range(EXACT_MATH[name]))})"
    if pick < 0.65:
        name = rng.choice(list(NEAR_MATH))
        return f"near(math.{name}({', '.join(real() for _ in range(NEAR_MATH[name]))}))"
    if pick < 0.72:
        return f"math.{rng.choice(['gcd', 'lcm'])}({', '.join(an_int(rng) for _ in range(rng.randrange(0, 4)))})"
    if pick < 0.78:
        return f"math.{rng.choice(['comb', 'perm'])}({rng.randrange(-2, 200)}, {rng.randrange(-2, 60)})"
    if pick < 0.86:
        return f"math.{rng.choice(['fsum', 'prod'])}({floats(rng.randrange(0, 7))})"
    if pick < 0.93:
        count = rng.randrange(0, 5)
        return f"math.{rng.choice(['sumprod', 'dist'])}({floats(count)}, {floats(count)})"
    if pick < 0.96:
        return f"math.{rng.choice(['ldexp', 'nextafter'])}({a_float(rng)}, {an_int(rng)})"
    return f"sum({floats(rng.randrange(0, 6))}, {a_number(rng)})"


LETTERS = ["abc", "aAbB \t", "xyzXYZ", "01 9", "\u00e9\u00df\u0130\u01c5", "\u03a3\u03c3\u03c2a", "\U0001f600a", "\r\n\x0b\x1c\u2028a", "a,b;c", "\u0661\u00b2\u2460"]


def a_word(rng, most=9):
    letters = rng.choice(LETTERS)
    return repr("".join(rng.choice(letters) for _ in range(rng.randrange(most))))


def some_bytes(rng, most=9):
    letters = rng.choice([b"abc", b"aAbB \t", b"\x00\xff a", b"0123 ", b"a,b;c\r\n"])
    return repr(bytes(rng.choice(letters) for _ in range(rng.randrange(most))))


def an_index(rng):
    return rng.choice(["None", "0", "1", "2", "3", "-1", "-2", "-3", "7", "-9", "10**30", "True"])


STR_METHODS = {
    "": "capitalize casefold isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace "
        "istitle isupper lower swapcase title upper __len__ split rsplit strip lstrip rstrip expandtabs splitlines encode",
    "s": "strip lstrip rstrip split rsplit partition rpartition removeprefix removesuffix count find rfind index rindex "
         "startswith endswith join __contains__ __add__ __lt__ __eq__",
    "ss": "replace", "ssi": "replace", "si": "split rsplit", "sii": "count find rfind index rindex startswith endswith",
    "i": "center ljust rjust zfill expandtabs splitlines __mul__ __getitem__", "is": "center ljust rjust",
}
BYTES_METHODS = {
    "": "capitalize isalnum isalpha isascii isdigit islower isspace istitle isupper lower swapcase title upper split strip "
        "splitlines hex __len__ decode",
    "s": "strip lstrip rstrip split rsplit partition rpartition removeprefix removesuffix count find rfind index rindex "
         "startswith endswith __contains__ __add__ __lt__",
    "ss": "replace", "si": "split rsplit", "sii": "count find rfind index rindex", "i": "center ljust zfill expandtabs __mul__ __getitem__ count find",
    "is": "center rjust",
}


def text(rng):
    if rng.random() < 0.62:
        make, methods, receiver = a_word, STR_METHODS, a_word(rng, 14)
    else:
        make, methods = some_bytes, BYTES_METHODS
        receiver = rng.choice(["{}", "bytearray({})"]).format(some_bytes(rng, 14))
    if rng.random() < 0.15:
        return f"{receiver}[{an_index(rng)}:{an_index(rng)}:{an_index(rng)}]"
    shape = rng.choice(list(methods))
    name = rng.choice(methods[shape].split())
    arguments = [(make(rng, 3) if kind == "s" else an_index(rng)) for kind in shape]
    if rng.random() < 0.04:
        arguments.append(a_number(rng))
    return f"{receiver}.{name}({', '.join(arguments)})"


def an_item(rng):
    return rng.choice([a_number, a_word, lambda r: "None", lambda r: f"({an_int(r)}, {a_word(r)})"])(rng)


def small(rng):
    return str(rng.randrange(-3, 6))


def containers(rng):
    def items(make=small, most=7):
        return ", ".join(make(rng) for _ in range(rng.randrange(most)))

    index = lambda: an_index(rng)
    pick = rng.random()
    if pick < 0.4:
        action = rng.choice([
            f"x.append({small(rng)})", f"x.extend([{items()}])", f"x.insert({index()}, {small(rng)})", f"x.pop({rng.choice(['', index()])})",
            f"x.remove({small(rng)})", "x.clear()", "x.reverse()", f"x.sort(reverse={rng.random() < .5})", "x.sort(key=abs)",
            f"x.index({small(rng)}, {rng.choice([small(rng), '0'])})", f"x.count({small(rng)})", "x.copy()",
            f"x.__setitem__(slice({index()}, {index()}, {index()}), [{items()}])", f"x.__delitem__(slice({index()}, {index()}, {index()}))",
            f"x.__setitem__({index()}, {small(rng)})", f"x.__delitem__({index()})", f"x.__getitem__(slice({index()}, {index()}, {index()}))",
            f"x.__iadd__(({items()},))" if rng.random() < .5 else f"x.__imul__({small(rng)})", f"x + [{items()}]", f"x * {small(rng)}",
            f"x < [{items()}]", f"x == [{items()}]", f"{small(rng)} in x", "sorted(x)", "min(x)", "max(x, default=0)", "sum(x)", "list(reversed(x))",
            "list(enumerate(x, 5))", "list(zip(x, x[1:]))", "any(x)", "all(x)", "list(map(str, x))", "tuple(x)", "x.nope", f"x.sort({small(rng)})",
        ])
        return f"(lambda x: ({action}, x))([{items()}])"
    if pick < 0.7:
        pairs = "{" + ", ".join(f"{small(rng)}: {an_item(rng)}" for _ in range(rng.randrange(6))) + "}"
        other = "{" + ", ".join(f"{small(rng)}: {small(rng)}" for _ in range(rng.randrange(4))) + "}"
        action = rng.choice([
            f"x.get({small(rng)})", f"x.get({small(rng)}, 9)", f"x.pop({small(rng)})", f"x.pop({small(rng)}, None)", "x.popitem()", f"x.setdefault({small(rng)}, 1)",
            f"x.update({other})", f"x | {other}", f"x.__ior__({other})", f"x == {other}", "list(x.items())", "list(reversed(x))", f"x[{small(rng)}]",
            f"x.__delitem__({small(rng)})", f"x.keys() & {other}.keys()", f"x.keys() - {other}", f"x.items() | {other}.items()" if rng.random() < .3 else "x.clear()",
            "x.copy()", f"dict.fromkeys([{items()}], 0)", f"{small(rng)} in x", "len(x)", "sorted(x)", f"x.update([({items()})])", f"dict([{items()}])",
            f"x.__setitem__([], 1)", f"x.keys() <= {other}.keys()", "x.nope",
        ])
        return f"(lambda x: ({action}, x))({pairs})"
    if pick < 0.9:
        other = f"{rng.choice(['set', 'frozenset', 'list'])}([{items()}])"
        action = rng.choice([
            f"x.add({small(rng)})", f"x.discard({small(rng)})", f"x.remove({small(rng)})", f"x | {other}", f"x & {other}", f"x - {other}", f"x ^ {other}",
            f"x.union({other}, [{items()}])", f"x.intersection({other})", f"x.difference({other})", f"x.symmetric_difference({other})", f"x.update({other})",
            f"x.intersection_update({other})", f"x.difference_update({other})", f"x.symmetric_difference_update({other})", f"x <= {other}", f"x < {other}",
            f"x == {other}", f"x.isdisjoint({other})", f"x.issubset({other})", f"x.issuperset({other})", "x.clear()", "x.copy()", f"{small(rng)} in x", "len(x)",
            "x.add([])", "h(frozenset(x)) == h(frozenset(sorted(x)))",
        ])
        return f"(lambda x: [show(y) for y in ({action}, x)])({rng.choice(['set', 'set', 'frozenset'])}([{items()}]))"
    start, stop, step = (rng.choice([*range(-6, 12), 2**70]) for _ in range(3))
    action = rng.choice(["len(x)", "list(x[:20])", "x[-1]", "x.index(3)", "x.count(2)", "3 in x", "x[1:5:2]", "x[::-1]", "list(reversed(x))[:9] if len(x) < 99 else 0", "h(x)", "x == range(3)", "min(x)", "sum(x) if len(x) < 99 else 0"])
    return f"(lambda x: {action})(range({start}, {stop}, {step}))"


from differential_programs import program

KINDS = {"numbers": numbers, "parsing": parsing, "formats": formats, "math": mathematics, "text": text,
         "containers": containers, "programs": program}
