# Arrays of all kinds: items, methods, buffers, pickling, and every refusal.
import array
import pickle
from array import array as A

for c in 'bBhHiIlLqQ':
    for v in (2**70, -2**70, 2**31, -1, 2**8, 1.5, 'a'):
        try:
            print(c, v, A(c, [v])[0])
        except Exception as e:
            print(c, v, type(e).__name__, e)
CALLS = """
A()
A('x')
A('ii')
A(1)
A('i','abc')
A('i',1)
A('f',['a'])
A('w','aé😀')
A('i',b'abcd')
A('i',b'abc')
A('i',[1,2]).append('a')
A('i',[1,2]) + [1]
A('i',[1,2]) + A('b',[1])
A('i',[1,2]) + A('i',[3])
A('i',[1,2])*2
A('i',[1,2])*-1
A('i',[1,2])[5]
A('i',[1,2])['a']
A('i',[1,2])[::-1]
A('i',[1,2]).pop()
A('i').pop()
A('i',[1]).pop(5)
A('i',[1]).remove(5)
A('i',[1]).index(5)
A('i',[1,2,1]).index(1,1)
A('i',[1,2,1]).count(1)
A('i',[1,2]).extend(A('b',[1]))
A('i',[1,2]).extend(5)
A('i',[1,2]).tobytes()
A('i').frombytes(b'abc')
A('i').frombytes('abc')
A('i',[1,2]).tolist()
A('i').tounicode()
A('i').fromunicode('a')
A('i').fromlist(5)
A('i').fromlist([1,'a'])
A('i',[1,2])==A('d',[1,2])
A('i',[1,2])<A('i',[1,3])
A('i',[1,2])==[1,2]
A('i',[1,2]).buffer_info()[1]
A('h',[1]).byteswap()
A('i',[1,2]).typecode
A('i',[1,2]).__reduce_ex__(2)
A('i',[1,2]).__reduce_ex__(3)
array.typecodes
array.ArrayType
A('i')
A('d',[1.5])
memoryview(A('i',[1,2])).format
memoryview(A('w','ab')).format
hash(A('i'))
1 in A('i',[1])
A('i',[1,2]).insert(0,5)
list(iter(A('i',[1,2])))
A('i',[1,2]).__copy__()
A('i',x=1)
A('i',[1],2)
A[int]
A('i',[1]).__setitem__(0,2)
A('i',[1]).__setitem__(5,2)
A('i',[1]).__setitem__(slice(0,1),[2])
A('i',[1,2,3]).__setitem__(slice(0,3,2),A('i',[1]))
A('i',[1]).__delitem__(5)
A('i',[1])*'a'
A('i',[1]).__iadd__([1])
A('f',[1.1])
array._array_reconstructor(A,'i',8,b'abcd')
"""
for call in CALLS.strip().split('\n'):
    try:
        print(call, '->', repr(eval(call)))
    except Exception as e:
        print(call, '!!', type(e).__name__, e)
a = A('i', [1, 2, 3])
m = memoryview(a)
m[0] = 77
try:
    a.append(1)
except BufferError as e:
    print(e)
m.release()
a.append(4)
a[1:2] = A('i', [7, 8])
del a[0]
del a[::2]
a.insert(-1, 9)
print(a, list(a), list(reversed(a)))


class S(A):
    pass


s = S('i', [1])
s.x = 2
print(s, s[:], s.__reduce_ex__(4))
for p in range(6):
    for x in (A('d', [1.5, 2]), A('w', 'aé😀'), A('Q', [2**64 - 1])):
        print(pickle.loads(pickle.dumps(x, p)) == x, end=' ')
print()
