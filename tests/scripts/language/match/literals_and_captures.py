def f(x):
    match x:
        case 0: return 'zero'
        case -1: return 'minus one'
        case 1.5: return 'float'
        case 2 + 3j: return 'complex'
        case 'a' 'b': return 'joined'
        case b'x': return 'bytes'
        case None: return 'none'
        case True: return 'true'
        case False: return 'false'
        case 'c' | 'd': return 'c or d'
        case str(s): return f'str {s}'
        case int() | float() as n: return f'num {n}'
        case other: return f'other {other!r}'

print([f(v) for v in (0, 0.0, False, 1, True, -1, 1.5, 2 + 3j, 'ab', b'x', None, 'd', 'zz', 7, 2.5, [], ...)])

def singleton(x):
    match x:
        case True: return 'is True'
        case 1: return 'equals 1'
        case None: return 'is None'
print([singleton(v) for v in (True, 1, 1.0, None, 0)])
match 5:
    case x: pass
print(x)
match 6:
    case y if y > 10: print('never')
    case z if (w := z * 2) == 12: print(y, z, w)
match 7:
    case _: print('_' in globals())
match 1, 2:
    case a, b: print(a, b)
match (3,):
    case (c,): print(c)
match 1:
    case 2: pass
print('no match is fine')
