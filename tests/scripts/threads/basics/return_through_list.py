import threading
results = [None] * 5
def square(i): results[i] = i * i
threads = [threading.Thread(target=square, args=(i,)) for i in range(5)]
for t in threads: t.start()
for t in threads: t.join()
print(results)
total = 0
lock = threading.Lock()
def add(n):
    global total
    for _ in range(n):
        with lock:
            total += 1
threads = [threading.Thread(target=add, args=(2000,)) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(total)
shared = {}
def fill(name):
    for i in range(200): shared[name, i] = i
threads = [threading.Thread(target=fill, args=(n,)) for n in 'abcd']
for t in threads: t.start()
for t in threads: t.join()
print(len(shared), sum(shared.values()))
items = []
threads = [threading.Thread(target=lambda: [items.append(i) for i in range(500)]) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(len(items), sorted(items) == sorted(list(range(500)) * 4))
