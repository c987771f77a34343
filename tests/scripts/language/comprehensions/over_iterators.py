it = iter(range(5))
print([x for x in it if x < 2], list(it))
it = iter([1, 2, 3, 4])
print([(a, next(it)) for a in it])
def gen():
    try:
        yield 1
        yield 2
    finally:
        print('closed')
print([x for x in gen()])
g = gen()
print([next(g) for _ in range(1)])
g.close()
l = [1, 2, 3]
print([l.append(x * 10) or x for x in l if len(l) < 6])
d = {1: 'a', 2: 'b'}
try:
    [d.pop(k) for k in d]
except RuntimeError as e:
    print(e)
class Seq:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * i
print([x for x in Seq()], {x: 1 for x in Seq()})
print([*zip(*[iter('abcdef')] * 2)])
