# Code compiled with PyCF_ALLOW_TOP_LEVEL_AWAIT runs as a coroutine and keeps its names.
ALLOW = 0x2000
class Pause:
    def __await__(self):
        got = yield 'paused'
        return got
def drive(coroutine):
    sent = None
    while True:
        try:
            print('yielded', coroutine.send(sent))
        except StopIteration as e:
            return e.value
        sent = 'answer'
names = {'Pause': Pause}
c = eval(compile('x = await Pause()\nprint("x", x)\ny = [await Pause() for _ in range(2)]', 'f', 'exec', ALLOW), names)
print(type(c).__name__, c.cr_code.co_name, 'x' in names)
print(drive(c), names['x'], names['y'])
c = eval(compile('await Pause()', 'f', 'eval', ALLOW), names)
print(drive(c))
local = {}
c = eval(compile('z = await Pause()\nw = z + "!"', 'f', 'exec', ALLOW), names, local)
print(drive(c), local, 'z' in names)
print(eval(compile('1 + 1', 'f', 'eval', ALLOW)))
c = eval(compile('q = 1\nawait Pause()\nnothing', 'f', 'exec', ALLOW), names, local)
c.send(None)
print(local['q'], c.cr_frame.f_locals is local, c.cr_frame.f_code.co_flags & 0x80)
try:
    c.send(1)
except NameError as e:
    print(e)
