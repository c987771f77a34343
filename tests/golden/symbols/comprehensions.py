top = [x for x in y]
nested = [[a for a in b if c] for b in d]
gen = (i for i in j for k in i)
sets = {s for s in t}
dicts = {k: v for k, v in items}
walrus = [last := n for n in numbers]
hidden = [lambda: h for h in range(3)]

def function(z):
    one = [q for q in z]
    two = [lambda: (q, z) for q in z]
    three = {q: one for q in z if (found := q)}
    four = (found for _ in z)
    x = [x for x in [x for x in z]]
    five = [[lambda: (u, v, z) for u in v] for v in z]
    return [q := [w := r for r in z] for s in z]

def declared():
    global g
    [g := i for i in range(3)]
    def inner():
        nonlocal x
        return [x := i for i in range(3)]
    x = 0

async def asynchronous():
    return [a async for a in b], {await c for c in d}, (e async for e in f)

class Klass:
    items = 1
    listed = [items for _ in range(items)]
    generated = (items for _ in range(items))
    shadow = [items for items in items]
    free = [lambda: (k, items) for k in items]
    def method(self): return [self.x for self.x in [super for _ in self]]
