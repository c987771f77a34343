b = bytearray(b'hello')
view = memoryview(b)
for change in (lambda: b.append(1), lambda: b.clear(), lambda: b.pop(), lambda: b.extend(b'a'), lambda: b.__init__(b'abc'), lambda: b.resize(10), lambda: b.__delitem__(0),
               lambda: b.__setitem__(slice(0, 1), b'abc'), lambda: b.__iadd__(b'x'), lambda: b.__imul__(2), lambda: b.insert(0, 1), lambda: b.remove(104)):
    try:
        change()
        print('changed')
    except BufferError as e:
        print(e)
b[0] = 72
b[1:3] = b'EL'
b.reverse()
b.resize(5)
b.extend(b'')
print(b, view.tobytes())
part = view[1:3]
view.release()
try:
    b.append(1)
except BufferError as e:
    print(e)
part[0] = 33
part.release()
b.append(1)
print(b)
with memoryview(b) as v:
    try:
        b.clear()
    except BufferError as e:
        print(e)
b.clear()
print(b)
