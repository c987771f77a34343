import _queue, queue, threading, time
def t(f,*a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
q=_queue.SimpleQueue()
print(q.empty(), q.qsize(), q.put(1), q.qsize(), q.get(), _queue.Empty, _queue.Empty.__mro__, queue.Empty is _queue.Empty, queue.SimpleQueue is _queue.SimpleQueue)
for f in (lambda:q.get(False), lambda:q.get_nowait(), lambda:q.get(timeout=0.01), lambda:q.get(timeout=-1), lambda:q.get(True,'a'), lambda:q.put(1,False,3), lambda:q.put_nowait(2), lambda:q.get(block=True,timeout=None), lambda:q.get(), lambda: _queue.SimpleQueue(3), lambda: _queue.SimpleQueue[int], lambda:q.put(), lambda: q.get(False,-1), lambda:q.get(timeout=1e100)): t(f)
r=[]
def w():
    while (x:=q.get()) is not None: r.append(x)
ts=[threading.Thread(target=w) for i in range(4)]
for x in ts: x.start()
for i in range(1000): q.put(i)
for x in ts: q.put(None)
for x in ts: x.join()
print(sorted(r)==list(range(1000)), q.empty())
class S(_queue.SimpleQueue): pass
s=S(); s.x=1; s.put(s); print(s.qsize(), type(s), _queue.SimpleQueue.__doc__)
import weakref, gc
w=weakref.ref(s); del s; gc.collect(); print(w())
print(_queue.__doc__, _queue.SimpleQueue.get.__doc__, _queue.SimpleQueue.put.__doc__)
