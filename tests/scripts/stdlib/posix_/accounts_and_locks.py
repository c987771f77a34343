import pwd, grp, resource, fcntl, os, tempfile, struct
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
r = pwd.getpwuid(0); print(r.pw_name, r.pw_uid, r[5], pwd.getpwnam('root') == r, r in pwd.getpwall(), grp.getgrgid(0).gr_name, grp.getgrnam('root') in grp.getgrall(), type(r))
for f in (lambda: pwd.getpwnam('nosuch'), lambda: pwd.getpwuid(99999), lambda: grp.getgrnam('nosuch'), lambda: grp.getgrgid(99999), lambda: pwd.getpwnam(3), lambda: pwd.getpwuid('a'), lambda: resource.getrlimit(99), lambda: resource.getrusage(99), lambda: resource.setrlimit(7, (5, 3)), lambda: fcntl.fcntl(99, 1), lambda: fcntl.flock('a', 1), lambda: fcntl.lockf(1, 99)): t(f)
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (200, hard)); print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
u = resource.getrusage(resource.RUSAGE_SELF); print(u.ru_utime >= 0, u.ru_maxrss > 0, len(u), u[0] == u.ru_utime, resource.getpagesize(), resource.RLIM_INFINITY)
with tempfile.TemporaryFile() as f, tempfile.NamedTemporaryFile() as g:
    print(fcntl.fcntl(f, fcntl.F_GETFD), fcntl.fcntl(f.fileno(), fcntl.F_SETFD, 0), fcntl.fcntl(f, fcntl.F_GETFD))
    fcntl.flock(g, fcntl.LOCK_EX)
    h = open(g.name); t(lambda: fcntl.flock(h, fcntl.LOCK_EX | fcntl.LOCK_NB)); fcntl.flock(g, fcntl.LOCK_UN); t(lambda: fcntl.flock(h, fcntl.LOCK_SH)); h.close()
    t(lambda: fcntl.lockf(f, fcntl.LOCK_EX)); t(lambda: fcntl.lockf(f, fcntl.LOCK_UN, 10, 0, 0))
r, w = os.pipe(); os.write(w, b'12345'); b = bytearray(4); print(fcntl.ioctl(r, 0x541b, b), struct.unpack('i', b), struct.unpack('i', fcntl.ioctl(r, 0x541b, b'\0' * 4)))
