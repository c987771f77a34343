def f(*a, **k): return len(a), len(k)
print(f(*range(10000)), f(**{f'k{i}': i for i in range(5000)}))
src = 'f(' + ', '.join(str(i) for i in range(1000)) + ')'
print(eval(src))
src = 'f(' + ', '.join(f'k{i}={i}' for i in range(600)) + ')'
print(eval(src))
src = 'def g(' + ', '.join(f'a{i}={i}' for i in range(1000)) + '): return a999'
exec(src)
print(g(), g(*range(1000)), g(a999='kw'))
src = '(' + ', '.join(f'x{i}' for i in range(500)) + ',) = range(500)'
exec(src)
print(x499)
print(len('{}'.format(list(range(3)))), max(*range(1000)), len([*range(1000), *range(1000)]), ''.join(['ab'] * 10000)[-2:])
print(eval('[' * 50 + ']' * 50), len(eval('{' + ', '.join(f'{i}: {i}' for i in range(3000)) + '}')))
class C: pass
c = C()
for i in range(500): setattr(c, f'attr{i}', i)
print(len(vars(c)), c.attr499)
for i in range(0, 500, 2): delattr(c, f'attr{i}')
print(len(vars(c)), c.attr499, hasattr(c, 'attr0'))
