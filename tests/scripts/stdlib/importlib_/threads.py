# Threads that import the same module wait until its body has run.
import sys
import threading

sys.path.insert(0, (__file__.rsplit('/', 1)[0] + '/_modules') if '/' in __file__ else '_modules')
seen = []


def work():
    import slow_one
    seen.append(slow_one.finished)


ts = [threading.Thread(target=work) for _ in range(4)]
[t.start() for t in ts]
[t.join() for t in ts]
print(seen)
