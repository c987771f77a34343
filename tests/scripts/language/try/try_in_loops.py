def f():
    out = []
    for i in range(6):
        try:
            if i == 0: continue
            if i == 1: raise ValueError
            if i == 2: raise KeyError
            if i == 4: break
            out.append(('body', i))
        except ValueError:
            out.append(('value', i))
            continue
        except KeyError:
            out.append(('key', i))
        else:
            out.append(('else', i))
        finally:
            out.append(('finally', i))
        out.append(('end', i))
    else:
        out.append('for else')
    return out
for line in f():
    print(line)
def w():
    n = 0
    while True:
        try:
            n += 1
            if n == 3:
                return n
        finally:
            if n == 1:
                n = 10
            elif n > 10:
                n = 2
print(w())
def nested():
    for a in range(2):
        for b in range(3):
            try:
                if b == 1:
                    break
                print(a, b)
            finally:
                print('f', a, b)
        else:
            print('no')
nested()
def gen():
    for i in range(3):
        try:
            yield i
        except ValueError:
            yield 'v'
        finally:
            yield 'f'
g = gen()
print(next(g), g.throw(ValueError), next(g), next(g), next(g), next(g))
print(list(g))
