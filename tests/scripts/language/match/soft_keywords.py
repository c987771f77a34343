match = 1
case = 2
type = 3
_ = 4
print(match, case, type, _)
match (match):
    case 1:
        print('matched match')
match[1:2] if False else None
def match(x): return x * 2
print(match(5), match(*[6]))
match = {'a': 1}
print(match['a'])
match['b'] = 2
match, case = case, match
print(match, case)
match -1:
    case -1: print('minus')
match [1], 2:
    case [1], 2: print('tuple subject')
match {}:
    case {}: print('dict')
match *[1], 2:
    case 1, 2: print('star')
class case: pass
match case():
    case case(): print('case')
match: int = 5
print(match)
type = lambda x: x
print(type(5))
type: str = 's'
match lambda: 1:
    case f: print(f())
match not True:
    case False: print('not')
match match:
    case match: print(match)
print([match for match in range(2)], (case := 5))
