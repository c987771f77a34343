import threading
data = threading.local()
data.x = 'main'
seen = []
def work(v):
    seen.append(hasattr(data, 'x'))
    data.x = v
    seen.append(data.x)
for v in (1, 2):
    t = threading.Thread(target=work, args=(v,))
    t.start()
    t.join()
print(seen, data.x, data.__dict__)
class Mine(threading.local):
    default = 'class attr'
    def __init__(self, n):
        self.items = [n]
m = Mine(5)
m.items.append(6)
def look():
    print(m.items, m.default)
    m.items.append('other')
t = threading.Thread(target=look)
t.start()
t.join()
print(m.items)
del data.x
try:
    data.x
except AttributeError as e:
    print(e)
