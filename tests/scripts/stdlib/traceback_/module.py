import traceback, sys, io
class Out:
    real, encoding = sys.stdout, 'utf-8'
    def write(self, text): return self.real.write(text.replace(__file__, 'script.py'))
    def flush(self): self.real.flush()
sys.stdout = Out()
def f(n):
    if n == 0:
        raise ValueError('bad') from KeyError('k')
    f(n - 1)
try: f(2)
except ValueError as e:
    print(traceback.format_exc())
    te = traceback.TracebackException.from_exception(e)
    print(''.join(te.format()))
    print(traceback.format_exception_only(e), traceback.format_exception(e)[-1])
    print([ (x.name, x.lineno, x.line) for x in traceback.extract_tb(e.__traceback__)])
    for fr, ln in traceback.walk_tb(e.__traceback__): print(fr.f_code.co_name, ln)
    buf = io.StringIO(); traceback.print_exc(file=buf, limit=1); print(buf.getvalue())
    print(traceback.format_tb(e.__traceback__, -1))
def g():
    print(''.join(traceback.format_stack()))
    print(traceback.extract_stack()[-1])
g()
try:
    try: 1/0
    except Exception as e1: [][3]
except IndexError: traceback.print_exc(file=sys.stdout)
try: eval('a b')
except SyntaxError: traceback.print_exc(file=sys.stdout)
try: raise ExceptionGroup('eg', [ValueError(1), TypeError('x'), ExceptionGroup('in', [OSError(2, 'no')])])
except* OSError as eg: traceback.print_exc(file=sys.stdout)
except* Exception as eg: traceback.print_exc(file=sys.stdout)
def r(n): return r(n+1)
try: r(0)
except RecursionError: print([line for line in traceback.format_exc(limit=-3).splitlines() if 'File' not in line]); x = traceback.format_exc(); print(len(x.splitlines()) < 20, 'Previous line repeated' in x)
class E(Exception):
    def __str__(self): raise RuntimeError
try: raise E
except E: traceback.print_exc(file=sys.stdout)
try:
    e = ValueError('v'); e.add_note('note 1'); e.add_note('note\n2'); raise e
except ValueError: traceback.print_exc(file=sys.stdout)
try: xyzzy.foo
except NameError: traceback.print_exc(file=sys.stdout)
try: sys.exti
except AttributeError: traceback.print_exc(file=sys.stdout)
print(traceback.format_list([('f.py', 3, 'fn', 'code()'), traceback.FrameSummary('g.py', 4, 'h')]))
print(traceback.StackSummary.from_list([('a', 1, 'b', 'c')]))
traceback.print_stack(file=sys.stdout, limit=1)
