import posix

def attempt(f, *args, **kwargs):
    try:
        print(f.__name__, f(*args, **kwargs))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)

name = f'/tmp/minipy-posix-{posix.getpid()}'
posix.mkdir(name)
fd = posix.open(name + '/a', posix.O_CREAT | posix.O_RDWR)
print(posix.write(fd, b'hello world'), posix.lseek(fd, 0, 0), posix.read(fd, 5), posix.pread(fd, 3, 6))
print(posix.pwrite(fd, bytearray(b'W'), 6), posix.fstat(fd).st_size, posix.isatty(fd), posix.get_inheritable(fd))
posix.ftruncate(fd, 8)
posix.fsync(fd)
posix.close(fd)
posix.symlink('a', name + '/link')
posix.link(name + '/a', name + '/hard')
print(posix.readlink(name + '/link'), posix.lstat(name + '/link').st_size, posix.stat(name + '/link').st_size)
print(sorted(posix.listdir(name)), sorted(posix.listdir(name.encode())))
with posix.scandir(name) as entries:
    for e in sorted(entries, key=lambda e: e.name):
        print(e, e.is_file(), e.is_dir(), e.is_symlink(), e.path == name + '/' + e.name, e.stat().st_size, e.is_file(follow_symlinks=False))
posix.utime(name + '/a', (1.5, 2))
s = posix.stat(name + '/a')
print(s.st_atime, s.st_mtime, s.st_atime_ns, s[7], s[8], s.st_nlink)
posix.utime(name + '/a', ns=(5, 7))
print(posix.stat(name + '/a').st_mtime_ns)
posix.chmod(name + '/a', 0o600)
print(oct(posix.stat(name + '/a').st_mode), posix.access(name + '/a', posix.R_OK), posix.access(name + '/b', posix.F_OK))
posix.rename(name + '/a', name + '/b')
posix.replace(name + '/b', name + '/hard')
for n in posix.listdir(name):
    posix.unlink(name + '/' + n)
posix.rmdir(name)
r, w = posix.pipe()
print(posix.write(w, b'x'), posix.read(r, 10))
d = posix.dup(w)
posix.close(w)
posix.dup2(d, w)
posix.close(d); posix.close(w); posix.close(r)
attempt(posix.stat, '/nonexist')
attempt(posix.stat, [])
attempt(posix.stat, 'a\0b')
attempt(posix.listdir, 1.5)
attempt(posix.mkdir, 5)
attempt(posix.rename, '/nonex', '/b')
attempt(posix.remove, '/tmp')
attempt(posix.read, 99, 1)
attempt(posix.write, 1, 'a')
attempt(posix.open, '/nonex', 0)
attempt(posix.utime, '/tmp', ns=(1, 2), times=(1, 2))
attempt(posix.fspath, 5)
class P:
    def __fspath__(self): return '/'
print(posix.stat(P()) == posix.stat('/'), posix.fspath(P()))
print(posix._path_normpath('/a//b/./../c'), posix._path_splitroot_ex('//a/b'))
