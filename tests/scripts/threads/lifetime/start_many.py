import threading
n = 0
lock = threading.Lock()
def work():
    global n
    with lock: n += 1
for _ in range(200):
    t = threading.Thread(target=work)
    t.start()
    t.join()
print(n)
threads = [threading.Thread(target=work) for _ in range(50)]
for t in threads: t.start()
for t in threads: t.join()
print(n, threading.active_count())
def spawn(depth):
    if depth:
        t = threading.Thread(target=spawn, args=(depth - 1,))
        t.start()
        t.join()
    else:
        print('deepest')
spawn(10)
def enumerate_inside():
    print(len(threading.enumerate()), threading.current_thread() in threading.enumerate())
t = threading.Thread(target=enumerate_inside)
t.start(); t.join()
