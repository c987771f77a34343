import select, os, socket, selectors
def t(f, *a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
r, w = os.pipe()
print(select.select([r], [w], [], 0) == ([], [w], []), select.select([r], [], [], 0.01))
os.write(w, b'x')
print(select.select([r], [], []) == ([r], [], []))
p = select.poll(); p.register(r, select.POLLIN); p.register(w)
print(sorted(p.poll(100)) == sorted([(r, 1), (w, 4)]))
p.modify(w, 0); p.unregister(w); t(p.unregister, w); t(p.modify, w, 1)
print(p.poll() == [(r, 1)])
os.read(r, 1); print(p.poll(10))
with select.epoll() as e:
    e.register(r, select.EPOLLIN); print(e.poll(0.01), e.fileno() > 2, e.closed)
    os.write(w, b'y'); print(e.poll(1) == [(r, 1)], e.poll(maxevents=1) == [(r, 1)])
    t(e.register, r); e.modify(r, select.EPOLLOUT); e.unregister(r); t(e.unregister, r); t(e.poll, 1, 0)
print(e.closed); t(e.poll); t(e.fileno)
os.close(w); os.close(r)
for f in (lambda: select.select([-1], [], []), lambda: select.select(['a'], [], []), lambda: select.select([r], [], [], 0), lambda: select.select(3, [], []), lambda: select.select([], [], [], -1), lambda: select.select([], [], [], 'a'), lambda: p.register('x'), lambda: p.register(1, -1), lambda: p.poll('a'), lambda: select.epoll(-2), lambda: select.error): t(f)
a, b = socket.socketpair()
with selectors.DefaultSelector() as s:
    print(type(s).__name__)
    s.register(a, selectors.EVENT_READ, 'data'); b.send(b'!')
    for key, mask in s.select(1): print(key.fileobj is a, mask, key.data)
    a.recv(1); print(s.select(0.01), len(s.get_map()))
for cls in (selectors.SelectSelector, selectors.PollSelector):
    with cls() as s:
        s.register(b, selectors.EVENT_WRITE); print(len(s.select(0)), s.modify(b, selectors.EVENT_READ).events, s.select(0.01))
a.close(); b.close()
