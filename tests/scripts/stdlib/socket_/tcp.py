import socket, threading, errno
def t(f, *a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
srv = socket.create_server(('127.0.0.1', 0))
port = srv.getsockname()[1]
print(srv.family, srv.type, srv.proto, srv.gettimeout(), srv.getblocking(), srv.getsockname()[0])
def serve():
    while True:
        c, addr = srv.accept()
        with c:
            data = c.recv(100)
            if data == b'stop': return
            c.sendall(data.upper()); c.shutdown(socket.SHUT_WR)
            while c.recv(4096): pass
th = threading.Thread(target=serve); th.start()
for i in range(3):
    with socket.create_connection(('localhost', port), timeout=5) as c:
        print(c.send(b'hello %d' % i), c.recv(100), c.recv(100), c.getpeername() == ('127.0.0.1', port), c.gettimeout())
print(c, c.fileno())
t(lambda: c.send(b'x'))
with socket.socket() as c:
    print(c.connect_ex(('127.0.0.1', port)))
    f = c.makefile('rwb'); f.write(b'line one\nline two\n'); f.flush()
    print(f.readline(), f.readline(), f.read()); f.close()
with socket.socket() as c:
    c.connect(('127.0.0.1', port)); b = bytearray(10)
    c.sendall(memoryview(b'view')); print(c.recv_into(b), b, c.recv_into(memoryview(b)[:0]) if False else '')
with socket.create_connection(('127.0.0.1', port)) as c: c.sendall(b'stop')
th.join(); srv.close()
t(lambda: socket.create_connection(('127.0.0.1', port), timeout=2))
a, b = socket.socketpair()
print(a.family, a.getsockname(), a.type)
a.settimeout(0.05)
t(lambda: a.recv(1))
a.setblocking(False)
t(lambda: a.recv(1)); print(a.gettimeout(), a.getblocking())
n = 0
try:
    while True: n += a.send(b'x' * 65536)
except BlockingIOError as e: print(e.errno == errno.EAGAIN, n > 65536)
a.settimeout(0.1)
t(lambda: a.sendall(b'x' * 1000000))
a.close(); got = 0
while d := b.recv(1 << 20): got += len(d)
print(got >= n); b.close()
u1 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u1.bind(('127.0.0.1', 0))
u2 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u2.bind(('127.0.0.1', 0))
print(u1.sendto(b'ping', u2.getsockname())); d, addr = u2.recvfrom(100); print(d, addr == u1.getsockname())
print(u2.sendto(b'pong', 0, addr), u1.recv(100)); u1.connect(u2.getsockname()); print(u1.send(b'x'), u2.recvfrom_into(bytearray(5))[0])
u1.close(); u2.close()
import os, tempfile
path = os.path.join(tempfile.mkdtemp(), 's')
l = socket.socket(socket.AF_UNIX); l.bind(path); l.listen(); print(l.getsockname() == path, l.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE))
c = socket.socket(socket.AF_UNIX); c.connect(path); s, addr = l.accept(); print(repr(addr), s.send(b'hi'), c.recv(5))
for x in (l, c, s): x.close()
os.unlink(path)
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); print(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR), s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 4))
for f in (lambda: s.bind('x'), lambda: s.bind((1, 2)), lambda: s.bind(('127.0.0.1', 70000)), lambda: s.bind(('127.0.0.1',)), lambda: s.connect(('127.0.0.1', 1)), lambda: s.settimeout(-1), lambda: s.settimeout('a'), lambda: s.recv(-1), lambda: s.getpeername(), lambda: s.listen('x'), lambda: socket.socket(fileno=-5), lambda: socket.socket(999), lambda: s.recv(5), lambda: s.send('text'), lambda: socket.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM), lambda: socket.getaddrinfo(None, 'http', socket.AF_INET, socket.SOCK_STREAM), lambda: socket.getaddrinfo('nosuchhost.invalid', 1), lambda: socket.gethostbyname('127.0.0.1'), lambda: socket.gethostbyname('localhost'), lambda: socket.inet_aton('127.1'), lambda: socket.inet_ntoa(b'\1\2\3\4'), lambda: socket.inet_aton('x'), lambda: socket.inet_pton(socket.AF_INET6, '::1'), lambda: socket.inet_ntop(socket.AF_INET6, b'\0' * 15 + b'\1'), lambda: socket.inet_ntop(socket.AF_INET, b'123'), lambda: socket.htons(80), lambda: socket.ntohl(1), lambda: socket.htons(-1), lambda: socket.htons(70000), lambda: socket.getservbyname('http'), lambda: socket.getservbyname('nosuch'), lambda: socket.getservbyport(80), lambda: socket.getprotobyname('tcp'), lambda: socket.timeout, lambda: socket.gaierror.__mro__, lambda: socket.getdefaulttimeout(), lambda: socket.has_ipv6, lambda: socket.getnameinfo(('127.0.0.1', 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV), lambda: s.detach() >= 0, lambda: s.fileno(), lambda: s.sendto(b'x'), lambda: socket.SocketType, lambda: repr(socket.AF_INET), lambda: isinstance(socket.gethostname(), str), lambda: socket.if_nameindex()[0], lambda: socket.if_nametoindex('lo')): t(f)
socket.setdefaulttimeout(2.5); x = socket.socket(); print(x.gettimeout(), socket.getdefaulttimeout()); x.close(); socket.setdefaulttimeout(None)
s6 = socket.create_server(('::1', 0), family=socket.AF_INET6); c6 = socket.create_connection(s6.getsockname()[:2]); d6, addr = s6.accept(); print(addr[0], len(addr)); s6.close(); c6.close(); d6.close()
def interrupted():
    import signal, time
    a, b = socket.socketpair()
    signal.signal(signal.SIGALRM, lambda *a: print('alarm'))
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    threading.Timer(0.2, b.send, (b'late',)).start()
    print(a.recv(10))
    def boom(*a): raise KeyError('stop')
    signal.signal(signal.SIGALRM, boom); signal.setitimer(signal.ITIMER_REAL, 0.05)
    t(lambda: a.recv(10))
    a.close(); b.close()
interrupted()
