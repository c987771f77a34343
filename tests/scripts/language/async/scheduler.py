# A tiny event loop: tasks take turns at each await.
from_queue = []
class Yield:
    def __await__(self): yield
class Task:
    def __init__(self, name, coro): self.name, self.coro, self.done, self.result = name, coro, False, None
    def step(self):
        try:
            self.coro.send(None)
        except StopIteration as e:
            self.done, self.result = True, e.value
    def __await__(self):
        while not self.done: yield
        return self.result
tasks = []
def spawn(name, coro):
    t = Task(name, coro)
    tasks.append(t)
    return t
def loop():
    while tasks:
        t = tasks.pop(0)
        t.step()
        if not t.done: tasks.append(t)
async def worker(name, n):
    for i in range(n):
        print(name, i)
        await Yield()
    return name * n
async def main():
    a = spawn('a', worker('a', 2))
    b = spawn('b', worker('b', 3))
    print('results', await a, await b)
spawn('main', main())
loop()
