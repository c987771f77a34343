import sys, io
print()
print(1, 'a', None, [1], sep='-', end='!\n')
print('a', 'b', sep='')
print(*[1, 2, 3], sep='\n')
print('no newline', end='')
print(end='\n')
out = io.StringIO()
print('to', 'string', file=out, end='|')
print('more', file=out, flush=True)
print(repr(out.getvalue()))
print('x', sep=None, end=None, file=None)
class W:
    def write(self, s): sys.stdout.write(f'<{s}>'); return 5
print('a', 1, file=W())
sys.stdout.write('\n')
old = sys.stdout
sys.stdout = io.StringIO()
print('captured')
text = sys.stdout.getvalue()
sys.stdout = old
print(repr(text), sys.stdout.write('counted\n'))
for f in (lambda: print(sep=5), lambda: print('a', end=5), lambda: print(file=5), lambda: print('a', nope=1), lambda: print('a', file=object())):
    try:
        f()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
class S:
    def __str__(self): return 'S.__str__'
    def __repr__(self): return 'S.__repr__'
print(S(), [S()], (S(),), {S(): S()}, {S()})
print('tab\there', 'quote\'s', "back\\slash", 'nul\0'.encode(), 'é日😀')
print(print(print('nested')))
