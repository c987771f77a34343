# expect: hook ValueError bad in failing
# expect: main goes on
# expect: handled inside KeyError
# expect: hook SystemExit ignored in a thread in Thread-2 (leave)
# expect: default is back
import threading
def hook(args):
    print('hook', args.exc_type.__name__, args.exc_value, 'in', args.thread.name)
threading.excepthook = hook
def fail(): raise ValueError('bad')
t = threading.Thread(target=fail, name='failing')
t.start()
t.join()
print('main goes on')
def inside():
    try:
        {}['k']
    except KeyError as e:
        print('handled inside', type(e).__name__)
t = threading.Thread(target=inside)
t.start()
t.join()
def leave(): raise SystemExit('ignored in a thread')
t = threading.Thread(target=leave)
t.start()
t.join()
threading.excepthook = threading.__excepthook__
print('default is back')
