import _signal, posix

old = _signal.pthread_sigmask(_signal.SIG_BLOCK, [_signal.SIGUSR2])
print(_signal.SIGUSR2 in old, _signal.SIGUSR2 in _signal.pthread_sigmask(_signal.SIG_BLOCK, []))
_signal.raise_signal(_signal.SIGUSR2)
print(_signal.SIGUSR2 in _signal.sigpending())
print(_signal.sigwait({_signal.SIGUSR2}) == _signal.SIGUSR2)
print(_signal.sigtimedwait([_signal.SIGUSR2], 0.01))
_signal.raise_signal(_signal.SIGUSR2)
info = _signal.sigwaitinfo([_signal.SIGUSR2])
print(info.si_signo == _signal.SIGUSR2, info.si_pid == posix.getpid())
try:
    _signal.pthread_sigmask(_signal.SIG_BLOCK, [1000])
except ValueError as e:
    print(e)
print(_signal.getitimer(_signal.ITIMER_REAL))
try:
    _signal.setitimer(77, 1)
except _signal.ItimerError as e:
    print(e)
