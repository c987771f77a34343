# A signal in the middle of a loop or of arithmetic: where it is raised, and that work goes on after a handler that does not raise.
import signal, traceback
calls = []
def count(number, frame): calls.append(number)
def stop(number, frame): raise KeyboardInterrupt
signal.signal(signal.SIGALRM, count)
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
n = 0
while len(calls) < 2:
    n = (3 ** 200_000) % 1_000_007
signal.setitimer(signal.ITIMER_REAL, 0)
print(n == pow(3, 200_000, 1_000_007), len(calls) >= 2)
def spin():
    while True:
        pass
signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    spin()
except KeyboardInterrupt as e:
    lines = [(f.name, f.line) for f in traceback.extract_tb(e.__traceback__)[:2]]
print(lines[0], lines[1][0], lines[1][1] in ('while True:', 'pass'))
