import _thread, time

done = _thread.allocate_lock()
done.acquire()
def f(*args, **kwargs):
    print(args, kwargs, _thread.get_ident() != main)
    done.release()
main = _thread.get_ident()
ident = _thread.start_new_thread(f, (1,), {'a': 2})
done.acquire()
print(ident != main)
def leave():
    done.release()
    _thread.exit()
_thread.start_new_thread(leave, ())
done.acquire()
handle = _thread.start_joinable_thread(lambda: print('joinable'))
handle.join()
print(handle.is_done(), handle.ident != main)
for args in [(1, ()), (f, 1), (f, (), 1), (f,)]:
    try:
        _thread.start_new_thread(*args)
    except TypeError as e:
        print(e)
print(_thread.stack_size(), _thread.stack_size(1 << 20), _thread.stack_size(0))
for size in (-1, 5):
    try:
        _thread.stack_size(size)
    except ValueError as e:
        print(e)
print(_thread.TIMEOUT_MAX, _thread.error is RuntimeError, _thread.LockType)
try:
    _thread.interrupt_main()
    time.sleep(1)
except KeyboardInterrupt:
    print('interrupted')
try:
    handle.join(0)
    _thread._ThreadHandle().join()
except RuntimeError as e:
    print(e)
