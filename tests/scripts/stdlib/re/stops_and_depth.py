import re, signal, sys
class Stop(Exception): pass
def stop(*args): raise Stop
signal.signal(signal.SIGALRM, stop)
for pattern, text in [('(a+)+b', 'a' * 40), ('(?:a|a)*$x', 'a' * 60), ('(.*)*x' * 3, 'y' * 40)]:
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try: print(re.match(pattern, text))
    except Stop: print('stopped')
    signal.setitimer(signal.ITIMER_REAL, 0)
for n in 50, 5000:
    try: print(n, re.compile('(?:' * n + 'a' + ')*' * n).match('aaa') is not None)
    except RecursionError as e: print(n, 'RecursionError')
print(len(re.match('(?:a|b)*', 'ab' * 200000)[0]), len(re.match('(?:(a)|b)*?$', 'ab' * 100000)[0]))
print(re.match('(?:x?){0,20000}y', 'x' * 100))
