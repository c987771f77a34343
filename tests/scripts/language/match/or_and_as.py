def f(x):
    match x:
        case [1 | 2 as n, ('a' | 'b') as s]: return n, s
        case {'op': 'add' | 'sub' as op}: return op
        case (1, x) | (x, 1): return 'has one', x
        case [[a] | (a, _)] as whole: return a, whole
        case (int() | float()) as num if num > 100: return 'big'
        case None | False: return 'nothing'
    return 'none'
for v in ([1, 'b'], [2, 'c'], {'op': 'sub'}, {'op': 'mul'}, (1, 5), (5, 1), (1, 1), [[7]], [[8, 9]], 101, 99.0, 100.5, None, False, 0):
    print(f(v))
for source in ('x | 1', '1 | x', '_ | 1', 'x | y', '[x, x]', 'x as _', '(x as y) | 1', '{**a, **b}', 'Point(x=1, x=2)', '1 as 2', '[*a, *b]', '-x', '1 + 2', 'a.b as c.d', "f'x'"):
    try:
        compile(f'match 1:\n  case {source}: pass', '', 'exec')
        print('ok', source)
    except SyntaxError as e:
        print(e.msg)
try:
    compile('match 1:\n  case x: pass\n  case 1: pass', '', 'exec')
except SyntaxError as e:
    print(e.msg)
try:
    compile('match 1:\n  case _: pass\n  case 1: pass', '', 'exec')
except SyntaxError as e:
    print(e.msg)
