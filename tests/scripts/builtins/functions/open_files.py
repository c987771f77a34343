import os
name = 'open_files.tmp'
with open(name, 'w') as f:
    print(f.write('line 1\nline 2\n'), f.writelines(['a\n', 'b']), f.tell() > 0, f.closed, f.mode, f.name)
    print('printed', file=f)
print(f.closed)
with open(name) as f:
    print(repr(f.readline()), repr(f.read(3)), f.readlines(), repr(f.read()), f.seek(0), [line.rstrip() for line in f])
with open(name, 'rb') as f:
    print(f.read(4), f.seek(-3, 2), f.read(), f.tell(), f.readable(), f.writable())
with open(name, 'a') as f: f.write('appended é\n')
with open(name, encoding='utf-8') as f: print(f.read().splitlines()[-1], f.encoding)
with open(name, 'r+') as f:
    f.write('LINE')
    f.seek(0)
    print(repr(f.readline()))
with open(name, 'wb') as f: print(f.write(b'a\r\nb\rc\n'))
print(open(name).read().encode(), open(name, newline='').read().encode(), open(name).readlines())
with open(name, 'w', newline='\r\n') as f: f.write('x\ny\n')
print(open(name, 'rb').read())
for args in (('missing.tmp',), (name, 'x'), (name, 'q'), (name, 'rw'), (name, 'b'), (name, 'rb', -1, 'utf-8'), (5.5,), (name, 'r', -1, 'nope'), ('.',)):
    try:
        open(*args)
    except (OSError, ValueError, TypeError, LookupError) as e:
        print(type(e).__name__, e)
f = open(name)
f.close()
f.close()
for g in (f.read, f.readline, lambda: list(f), lambda: f.__enter__(), lambda: f.seek(0)):
    try:
        g()
    except ValueError as e:
        print(e)
with open(name) as f:
    try:
        f.write('x')
    except OSError as e:
        print(type(e).__name__, e)
os.remove(name)
print(os.path.exists(name))
