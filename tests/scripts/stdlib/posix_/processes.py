import posix

posix.putenv('MINIPY_A', 'b')
print(posix.system('test "$MINIPY_A" = b'), posix.waitstatus_to_exitcode(posix.system('exit 3')))
for args in [('a=', 'b'), (1, 'b'), ('a', 'b\0')]:
    try:
        posix.putenv(*args)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
posix.unsetenv('MINIPY_A')
print(posix.system('test "$MINIPY_A" = b') != 0, type(posix.environ[b'PATH']))
print(posix.getpid() > 1, posix.getppid() > 0, posix.cpu_count() >= 1, posix.strerror(2), len(posix.urandom(7)))
print(posix.uname().sysname, type(posix.times()).__name__, len(posix.getloadavg()), posix.umask(posix.umask(0o22)) == 0o22)
try:
    posix.kill(2 ** 22 + 5, 0)
except ProcessLookupError as e:
    print(e)
try:
    posix.waitpid(-1, 0)
except ChildProcessError as e:
    print(e)
print(posix.terminal_size((80, 24)), posix.terminal_size((80, 24)).lines)
