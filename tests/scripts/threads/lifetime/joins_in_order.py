# A program may leave its threads to the end, join them in turn, or abandon them.
import threading, time
out = []
def work(name):
    out.append(f'{name} starts')
    time.sleep(0.1)
    out.append(f'{name} ends')
threads = []
for n in range(3):
    t = threading.Thread(target=work, args=(n,))
    threads.append(t)
    t.start()
for n, t in enumerate(threads):
    t.join()
    out.append(f'{n} joined')
for n in range(3):
    print(out.index(f'{n} starts') < out.index(f'{n} ends') < out.index(f'{n} joined'))
print([line for line in out if 'joined' in line])
def late():
    time.sleep(0.1)
    print('late')
abandoned = threading.Thread(target=lambda: (time.sleep(30), print('never')), daemon=True)
abandoned.start()
threading.Thread(target=late).start()
print('main ends')
# expect: True
# expect: True
# expect: True
# expect: ['0 joined', '1 joined', '2 joined']
# expect: main ends
# expect: late
