def run(program):
    stack = []
    for line in program.split(';'):
        match line.split():
            case ['push', n] if n.lstrip('-').isdigit():
                stack.append(int(n))
            case ['add' | 'sub' | 'mul' as op]:
                b, a = stack.pop(), stack.pop()
                match op:
                    case 'add': stack.append(a + b)
                    case 'sub': stack.append(a - b)
                    case 'mul': stack.append(a * b)
            case ['dup']:
                stack.append(stack[-1])
            case ['print', *words]:
                print(*words, stack[-1])
            case []:
                pass
            case [unknown, *_]:
                print('unknown', unknown)
    return stack
print(run('push 2; push 3; add; dup; mul; print result; ; jump 5; push x'))

def simplify(e):
    match e:
        case ('+', 0, x) | ('+', x, 0): return simplify(x)
        case ('*', 1, x) | ('*', x, 1): return simplify(x)
        case ('*', 0, _) | ('*', _, 0): return 0
        case (op, a, b):
            new = (op, simplify(a), simplify(b))
            return simplify(new) if new != e else new
        case _: return e
print(simplify(('+', ('*', 1, 'x'), ('*', ('+', 0, 0), 'y'))))
print(simplify(('-', 'a', ('+', 'b', 0))))
