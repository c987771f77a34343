import http.server, http.client, urllib.request, urllib.error, socketserver, threading, json
class H(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def do_GET(self):
        if self.path == '/missing': return self.send_error(404)
        if self.path == '/moved':
            self.send_response(302); self.send_header('Location', '/'); self.send_header('Content-Length', '0'); self.end_headers(); return
        body = json.dumps({'path': self.path, 'agent': self.headers['X-Agent']}).encode()
        self.send_response(200); self.send_header('Content-Type', 'application/json'); self.send_header('Content-Length', str(len(body))); self.end_headers()
        self.wfile.write(body)
    def do_POST(self):
        data = self.rfile.read(int(self.headers['Content-Length']))
        self.send_response(201); self.send_header('Transfer-Encoding', 'chunked'); self.end_headers()
        for part in (data, b'!'): self.wfile.write(b'%x\r\n%s\r\n' % (len(part), part))
        self.wfile.write(b'0\r\n\r\n')
    def log_message(self, *a): pass
srv = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H)
port = srv.server_address[1]
th = threading.Thread(target=srv.serve_forever, kwargs={'poll_interval': 0.05}); th.start()
base = f'http://127.0.0.1:{port}'
with urllib.request.urlopen(urllib.request.Request(base + '/a', headers={'X-Agent': 'me'})) as r:
    print(r.status, r.headers['Content-Type'], json.load(r))
print(urllib.request.urlopen(base + '/moved').read())
print(urllib.request.urlopen(base, data=b'posted').read())
try: urllib.request.urlopen(base + '/missing')
except urllib.error.HTTPError as e: print(e, e.code)
c = http.client.HTTPConnection('127.0.0.1', port, timeout=5)
for i in range(3):
    c.request('GET', f'/{i}'); r = c.getresponse(); print(r.status, r.reason, r.read())
c.close()
out = []
def get(i): out.append(json.load(urllib.request.urlopen(f'{base}/{i}'))['path'])
ts = [threading.Thread(target=get, args=(i,)) for i in range(8)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(out))
srv.shutdown(); th.join(); srv.server_close()
try: urllib.request.urlopen(base, timeout=2)
except urllib.error.URLError as e: print(e)
class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile: self.wfile.write(line[::-1].strip() + b'\n')
with socketserver.ThreadingTCPServer(('127.0.0.1', 0), Echo) as s:
    threading.Thread(target=s.serve_forever, daemon=True).start()
    import socket
    with socket.create_connection(s.server_address) as c:
        f = c.makefile('rw'); f.write('abc\nxyz\n'); f.flush(); print(f.readline(), f.readline()); f.close()
    s.shutdown()
