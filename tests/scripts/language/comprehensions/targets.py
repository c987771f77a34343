print([a + b for a, b in [(1, 2), (3, 4)]])
print([(a, rest) for a, *rest in ['xyz', 'p', (1, 2)]])
print([x for (x, (y, [z])) in [(1, (2, [3]))]])
class O: pass
o = O()
print([o.attr for o.attr in range(3)], o.attr)
d = {}
print([d for d['k'] in range(2)][0] is d, d)
l = [0, 0]
print([list(l) for l[1] in 'ab'])
print([x for x, in [(1,), (2,)]], [() for () in [[], ()]])
def f():
    i = 'kept'
    r = [i for i in range(2) for i in range(i + 1)]
    return i, r
print(f())
