# expect: main ends
# expect: worker ends
# expect: atexit
import threading, atexit
go = threading.Event()
def work():
    go.wait()
    print('worker ends')
atexit.register(lambda: print('atexit'))
threading.Thread(target=work).start()
print('main ends')
go.set()
