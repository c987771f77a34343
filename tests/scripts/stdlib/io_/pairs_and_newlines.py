import io
def t(f,*a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
d=io.IncrementalNewlineDecoder(None, True)
print(d.decode('a\r'), repr(d.decode('\nb')), d.newlines, d.getstate(), repr(d.decode('x\r')), d.getstate(), d.reset(), d.getstate(), d.newlines)
e=io.IncrementalNewlineDecoder(None, False)
print(repr(e.decode('a\r\nb\rc\n', final=True)), e.newlines)
import codecs
f=io.IncrementalNewlineDecoder(codecs.getincrementaldecoder('utf-8')(), True)
print(repr(f.decode(b'\xc3')), repr(f.decode(b'\xa9\r')), f.getstate(), repr(f.decode(b'', True)), f.setstate((b'',0)))
t(lambda: io.IncrementalNewlineDecoder()); t(lambda: d.decode(3)); t(lambda: io.IncrementalNewlineDecoder(None,True,'strict').decode(b'x')); t(lambda:f.setstate(3))
r=io.BytesIO(b'hello\nworld'); w=io.BytesIO()
class R(io.RawIOBase):
    def readable(s): return True
    def readinto(s,b): d=r.read(len(b)); b[:len(d)]=d; return len(d)
class W(io.RawIOBase):
    def writable(s): return True
    def write(s,b): return w.write(b)
p=io.BufferedRWPair(R(),W())
print(p.readline(), p.write(b'abc'), p.flush(), w.getvalue(), p.peek()[:3], p.read(2), p.read1(2), p.readable(), p.writable(), p.seekable(), p.isatty(), p.closed, p.readinto(bytearray(1)), p.close(), p.closed, type(p))
t(lambda: io.BufferedRWPair(W(),W())); t(lambda: io.BufferedRWPair(R(),R())); t(lambda: p.detach()); t(lambda:p.read()); t(lambda:p.fileno())
