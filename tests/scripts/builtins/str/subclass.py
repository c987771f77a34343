class S(str):
    def __new__(cls, *args, extra=None):
        self = super().__new__(cls, *args)
        self.extra = extra
        return self

s = S('text', extra=5)
print(s, s.extra, type(s).__name__, len(s), s == 'text', hash(s) == hash('text'), repr(s), s.__dict__)
print(type(str(s)), type(s + ''), type('' + s), type(s[:]), type(s[0:2]), type(s * 1), type(s.strip()), type(s.upper()))
print(type(s.replace('q', 'r')), type(s.center(2)), type(s.split('q')[0]), type(s.join([])), type(','.join([s])), type(s.format()))
print(type(s.partition('q')[0]), type(s.removeprefix('q')), type(s.ljust(1)), type(s.zfill(1)), type(s.expandtabs()), type(s.translate({})))
print({s: 1}['text'], {'text': 1}[s], s in {'text'}, s is S(s))
print(S(b'caf\xc3\xa9', 'utf-8'), S(), S(12), type(S('')).__name__, S('é😀')[1])
print(s.__getnewargs__(), type(s.__getnewargs__()[0]), s.__reduce_ex__(2)[1:3])

class Shout(str):
    def __str__(self): return 'STR'
    def __repr__(self): return 'REPR'
    def __format__(self, spec): return 'FMT' + spec
    def __len__(self): return 99
    def __getitem__(self, i): return 'item'
    def __iter__(self): return iter('iter')
    def __eq__(self, other): return 'eq'
    def __hash__(self): return 7
    def __add__(self, other): return 'add'
    def __radd__(self, other): return 'radd'
    def __contains__(self, x): return True
    def __mod__(self, x): return 'mod'

q = Shout('quiet')
print(str(q), repr(q), f'{q}', f'{q:x}', '%s %r' % (q, q), len(q), q[0], list(q), q == 1, hash(q), q + 'a', 'a' + q, 'z' in q, q % 1)
print(q.upper(), str.__len__(q), 'ab'.join([q, q]), q.split('i'), str.__str__(q), '-'.join(q))
print('{} {!s} {!r} {:y}'.format(q, q, q, q))

class Broken(str):
    __slots__ = ('a',)
b = Broken('x')
b.a = 1
print(b, b.a)
try:
    b.b = 1
except AttributeError as e:
    print(e)
