def f(*args, **kw):
    return args, kw
print(f(*[x for x in range(3)], **{k: 1 for k in 'ab'}))
print(f(x for x in ())[0][0].__class__.__name__)
print([*[x for x in 'ab'], *(y for y in 'cd')])
print({*{x for x in 'a'}, *'b'} == {'a', 'b'})
a, *b = [x * 2 for x in range(4)]
print(a, b)
for i, [j] in [(x, [x]) for x in range(2)]:
    print(i, j)
print(','.join(str(x) for x in range(3)))
print(sorted((-x for x in range(3)), reverse=True))
