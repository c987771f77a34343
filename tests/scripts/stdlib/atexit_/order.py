import atexit, sys, threading, time

atexit.register(setattr, sys, 'unraisablehook', sys.__unraisablehook__)
sys.unraisablehook = lambda u: print(type(u.exc_value).__name__, u.exc_value, u.err_msg.partition(' at ')[0])

def call(*args, **kwargs):
    print('exit', args, kwargs)
def fails():
    raise ValueError('in exit function')
atexit.register(call, 1, a=2)
atexit.register(fails)
@atexit.register
def last():
    print('registered last, runs first')
def removed():
    print('never')
atexit.register(removed)
atexit.unregister(removed)
print(atexit._ncallbacks())
try:
    atexit.register(5)
except TypeError as e:
    print(e)
def thread():
    time.sleep(0.05)
    print('threads first')
threading.Thread(target=thread).start()
class Last:
    def __del__(self):
        print('then what modules hold')
keep = Last()
