import builtins
def cut(s):
    while ' at 0x' in s:
        a, b = s.split(' at 0x', 1)
        s = a + b.lstrip('0123456789abcdef')
    return s
def print(*a):
    builtins.print(*[cut(str(x)) for x in a])
import contextvars
from contextvars import *
v=ContextVar('v', default=5); w=ContextVar('w')
print(v.get(), v.get(7)); 
try: w.get()
except LookupError as e: print(str(e)[:22])
t=v.set(8)
print(v.get(), t.old_value is Token.MISSING, Token.MISSING, repr(t)[:40])
ctx=copy_context()
def g():
    v.set(99); w.set(1); return v.get()
print(ctx.run(g), v.get(), ctx[v], w in ctx, len(ctx), set(ctx)=={v,w})
v.reset(t); print(v.get())
for f in (lambda: v.reset(t), lambda: w.reset(v.set(1)), lambda: ctx.run(lambda: ctx.run(print)), lambda: ctx[3], lambda: 3 in ctx, lambda: ctx.get(3), lambda: Context(3), lambda: Token(), lambda: ContextVar(3), lambda: ContextVar(), lambda: ctx.run(), lambda: v.reset(3), lambda: ctx.run(v.reset, v.set(2)), lambda: hash(ctx), lambda:hash(t), lambda: ctx==ctx.copy(), lambda: ctx < ctx, lambda:ContextVar[int], lambda: ContextVar('a','b'), lambda: ContextVar('a',x=3)):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:120].split(' at 0x')[0])
with v.set(3) as tok: print(v.get(), tok.var is v)
print(v.get())
import threading
v.set('main')
def th(): print('in thread', v.get())
x=threading.Thread(target=th); x.start(); x.join()
x=threading.Thread(target=th, context=copy_context()); x.start(); x.join()
