import io
s = io.StringIO('line 1\nline 2\n')
print(s.readline(), s.read(3), s.tell(), s.seek(0), s.readlines(), s.write('more'), s.getvalue(), s.truncate(5), s.getvalue(), s.closed)
b = io.BytesIO(b'abc')
print(b.read(1), b.read(), b.seek(-1, 2), b.read(), b.write(b'XY'), b.getvalue(), b.getbuffer()[0], b.seek(1), b.readinto(bytearray(2)), list(io.BytesIO(b'a\nb')))
t = io.TextIOWrapper(io.BytesIO('é\r\nx'.encode()), encoding='utf-8')
print(repr(t.read()), t.encoding, t.buffer.tell())
w = io.TextIOWrapper(io.BytesIO(), encoding='utf-8', newline='\n')
w.write('a\nb'); w.flush()
print(w.buffer.getvalue(), io.SEEK_END, io.DEFAULT_BUFFER_SIZE, isinstance(s, io.TextIOBase), isinstance(b, io.BufferedIOBase))
r = io.BufferedReader(io.BytesIO(b'hello world'))
print(r.peek(3)[:3], r.read(5), r.readline(), io.StringIO('a\r\nb', newline=None).read(), io.StringIO('a\r\nb').readlines())
s.close()
for f in (s.read, lambda: io.BytesIO('a'), lambda: io.StringIO(b'a'), lambda: io.BytesIO().write('a'), lambda: io.StringIO().write(5), lambda: io.StringIO().seek(1, 1), lambda: io.BytesIO().seek(-1)):
    try:
        print(f())
    except (ValueError, TypeError, OSError) as e:
        print(type(e).__name__, e)
