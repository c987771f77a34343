def f(x):
    match x:
        case []: return 'empty'
        case [a]: return 'one', a
        case [1, b]: return 'one two', b
        case (a, [b, c]): return 'nested', a, b, c
        case [first, *_, 'end']: return 'to end', first
        case [a, b, *rest]: return 'rest', a, b, rest
        case _: return 'no'

for v in ([], (), [5], (1, 2), [2, [3, 4]], ['s', 1, 2, 'end'], [1, 2, 3], range(4), 'ab', b'ab', bytearray(b'ab'),
          {1, 2}, {1: 2}, iter([1]), [2, 'end'], (x for x in ())):
    print(f(v) if not hasattr(v, 'send') else f(v))

match [1, 2, 3, 4]:
    case [*all_]: print(all_)
match [1, 2, 3, 4]:
    case [a, *mid, d]: print(a, mid, d)
match [[1, 2], [3, [4, 5]]]:
    case [[a, b], [c, [*d]]]: print(a, b, c, d)
class Seq:
    def __len__(self): return 2
    def __getitem__(self, i):
        if i > 1: raise IndexError
        return i
match Seq():
    case [a, b]: print('plain class is no sequence')
    case _: print('not registered')
import collections.abc
collections.abc.Sequence.register(Seq)
match Seq():
    case [a, b]: print('registered', a, b)
class SubList(list): pass
match SubList([1]):
    case [x]: print('subclass', x)
