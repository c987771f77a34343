# expect: worker goes on
# expect error: main leaves
import sys, threading
go = threading.Event()
def work():
    go.wait()
    print('worker goes on')
threading.Thread(target=work).start()
go.set()
sys.exit('main leaves')
