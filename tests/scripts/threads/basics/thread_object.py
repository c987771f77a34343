import threading
def work(a, b=0): print(threading.current_thread().name, a, b)
t = threading.Thread(target=work, args=(1,), kwargs={'b': 2}, name='worker')
print(t.name, t.daemon, t.is_alive(), t.ident, t.native_id)
t.start()
t.join()
print(t.is_alive(), t.ident is not None, t.name)
t = threading.Thread(target=work, args=(3,))
print(t.name)
t.name = 'renamed'
t.start()
t.join()
for f in (t.start, lambda: threading.Thread(target=5, args=5) and 0, lambda: threading.Thread('group'), lambda: threading.Thread().join(), lambda: threading.current_thread().join(), lambda: setattr(t, 'daemon', 1)):
    try:
        f()
    except (RuntimeError, AssertionError, TypeError) as e:
        print(type(e).__name__, e)
main = threading.main_thread()
print(main.name, main is threading.current_thread(), main.is_alive(), main.daemon, threading.active_count(), threading.enumerate() == [main], threading.get_ident() == main.ident)
class Mine(threading.Thread):
    def __init__(self, n):
        super().__init__()
        self.n = n
    def run(self):
        self.result = self.n * 2
m = [Mine(i) for i in range(3)]
for x in m: x.start()
for x in m: x.join()
print([x.result for x in m])
threading.Thread().run()
d = threading.Thread(target=print, daemon=True)
print(d.daemon, repr(threading.Thread(name='n'))[:17])
