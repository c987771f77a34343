match x:
    case 1 | -2 | 1.5 | 1+2j | -1-2j | 'a' 'b' | b'c' | None | True: pass
    case a: pass
    case _: pass
    case a.b | c.d.e: pass
    case (a): pass
    case (a | b) as c: pass
    case (): pass
    case (a,): pass
    case (a, *_, b): pass
    case []: pass
    case [a, *rest]: pass
    case a, b: pass
    case *a, : pass
    case {}: pass
    case {1: a, 'b': _, c.d: e, None: f, **rest}: pass
    case {**rest}: pass
    case A(): pass
    case a.B(c, d=1, e=_,): pass
    case [A(x), {'k': [y, z]}] if x > y:
        pass
match x, *y:
    case _: pass
match (yield):
    case _:
        pass
match -x:
    case _: pass
match [a]:
    case match: case = 1
match {}:
    case _: pass
match lambda x: y:
    case _: pass
match = x
match[a:b] = c
match(x)
match.x: int
match * x
match - 1
case = 1
case(x)
if case:
    case
