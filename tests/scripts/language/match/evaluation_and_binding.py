class Loud:
    def __init__(self, n): self.n = n
    def __eq__(self, o):
        print('eq', self.n, o)
        return self.n == o
    __hash__ = None
def subject():
    print('subject once')
    return Loud(3)
match subject():
    case 1: print('1')
    case 2: print('2')
    case 3: print('3')
class NS:
    A, B = 1, 2
    class Deep: C = 3
match 3:
    case NS.A: print('A')
    case NS.Deep.C: print('C')
def partial():
    match [1, 2, 3]:
        case [a, b, 4]: pass
        case [c, *_]: pass
    return sorted(locals())
print(partial())
def guards(x):
    match x:
        case n if print('guard', n): pass
        case n if n > 5: return 'big'
        case n: return 'small'
print(guards(9), guards(1))
match [1, 2]:
    case [a, b]:
        match b:
            case 2: print('nested', a)
def loops():
    for x in [1, 'skip', 2, 'stop', 3]:
        match x:
            case 'skip': continue
            case 'stop': break
            case int(): print(x)
loops()
def ret(x):
    match x:
        case []:
            return 'empty'
        case [y]:
            try:
                return y
            finally:
                print('finally')
print(ret([]), ret([1]))
try:
    match undefined: 
        case 1: pass
except NameError as e:
    print(e)
