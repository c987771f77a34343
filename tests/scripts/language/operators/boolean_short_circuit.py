class B:
    def __init__(self, n, t): self.n, self.t = n, t
    def __bool__(self): print('bool', self.n); return self.t
    def __repr__(self): return self.n
T, F = B('T', True), B('F', False)
print(T and F); print(F and T); print(T or F); print(F or T); print(not T); print(not F)
print(T and T and F or T)
print((F or F) and T)
print(1 if T and F else 2)
if not (F or T): print('no')
while F: pass
print(bool(T), [x for x in [T, F] if x])
print(T if F else F)
if F: pass
elif T: print('elif')
assert T or F
print(all([T, F, T]), any([F, T, F]))
print(not not T, not (not F))
def f():
    return F or 'default'
print(f())
x = None or 0 or '' or [] or 'last'
y = 1 and 'a' and [0] and 'end'
print(x, y, () and 1, {} or None, 0 and 1 / 0, 1 or 1 / 0)
print(1 < 2 or 1 / 0, 2 < 1 and 1 / 0, (1 < 2) is True)
class L:
    def __len__(self): print('len'); return 0
print(L() and 1 or 'empty') if False else print(bool(L()))
print(not L(), 'x' if L() else 'y')
