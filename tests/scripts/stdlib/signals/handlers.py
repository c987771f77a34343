import _signal, posix, time, threading

def show(number, frame):
    print('handler', number, frame is not None)

print(_signal.getsignal(_signal.SIGINT) is _signal.default_int_handler, _signal.getsignal(_signal.SIGTERM))
print(_signal.signal(_signal.SIGUSR1, show), _signal.getsignal(_signal.SIGUSR1) is show)
posix.kill(posix.getpid(), _signal.SIGUSR1)
_signal.raise_signal(_signal.SIGUSR1)
try:
    _signal.raise_signal(_signal.SIGINT)
except KeyboardInterrupt as e:
    print('interrupted', e.args)

# A handler that returns lets the wait go on for the time that is left (PEP 475).
_signal.signal(_signal.SIGALRM, show)
_signal.setitimer(_signal.ITIMER_REAL, 0.02)
begin = time.monotonic()
time.sleep(0.1)
print(time.monotonic() - begin >= 0.1)
lock = threading.Lock()
lock.acquire()
_signal.setitimer(_signal.ITIMER_REAL, 0.02)
print(lock.acquire(timeout=0.1))

# One that raises ends it.
class Stop(Exception):
    pass
def stop(number, frame):
    raise Stop(number)
_signal.signal(_signal.SIGALRM, stop)
_signal.setitimer(_signal.ITIMER_REAL, 0.02)
try:
    threading.Event().wait()
except Stop as e:
    print('stopped', e)

# Signals are served by the main thread, whoever sends them.
def sender():
    _signal.raise_signal(_signal.SIGUSR1)
def where(number, frame):
    print('in', threading.current_thread().name)
_signal.signal(_signal.SIGUSR1, where)
t = threading.Thread(target=sender)
t.start()
t.join()

def other():
    try:
        _signal.signal(_signal.SIGUSR1, show)
    except ValueError as e:
        print(e)
t = threading.Thread(target=other)
t.start()
t.join()
for number, handler in [(0, show), (99, show), (_signal.SIGUSR1, 'x'), (_signal.SIGKILL, show)]:
    try:
        _signal.signal(number, handler)
    except (ValueError, TypeError, OSError) as e:
        print(type(e).__name__, e)
_signal.signal(_signal.SIGUSR1, _signal.SIG_IGN)
_signal.raise_signal(_signal.SIGUSR1)
print(_signal.getsignal(_signal.SIGUSR1), _signal.strsignal(2), 15 in _signal.valid_signals())
