# Imports that go wrong or in circles, packages, and module objects.
import sys, types, os, tempfile, shutil
base = tempfile.mkdtemp()
os.makedirs(base + '/pkg/sub')
sys.path.insert(0, base)
sys.dont_write_bytecode = True
def w(n, t): f = open(base + '/' + n, 'w'); f.write(t); f.close()
w('plain.py', 'x = 1\n_y = 2\nprint("plain runs", __name__, __package__, __spec__.name, __file__.endswith("plain.py"))\n')
w('withall.py', '__all__ = ["a", "_b"]\na = 1\n_b = 2\nc = 3\n')
w('badall.py', '__all__ = ["missing"]\n')
w('badall2.py', '__all__ = [5]\n')
w('lazy.py', 'def __getattr__(n):\n  if n == "z": return "lazy " + n\n  raise AttributeError("no " + n)\ndef __dir__(): return ["b", "a"]\n')
w('fails.py', 'x = 1\n1 / 0\n')
w('syn.py', 'x = = 1\n')
w('c1.py', 'import c2\nval = c2.val + 1\n')
w('c2.py', 'import c1\nval = 1\nprint(hasattr(c1, "val"))\n')
w('c3.py', 'from c4 import thing\n')
w('c4.py', 'from c3 import other\nthing = 1\n')
w('replaces.py', 'import sys\nclass M: attr = "replaced"\nsys.modules[__name__] = M()\n')
w('removes.py', 'import sys\ndel sys.modules[__name__]\n')
w('pkg/__init__.py', 'print("pkg", __name__, __path__ and "path", __package__)\nfrom . import a\nfrom .a import v as renamed\n')
w('pkg/a.py', 'from .. import nothing\n' if 0 else 'v = 5\nfrom . import b\nfrom .sub import c\n')
w('pkg/b.py', 'from .a import v\nfrom . import a as again\n')
w('pkg/sub/__init__.py', 'from ..b import v\nfrom .c import deep\n')
w('pkg/sub/c.py', 'deep = "deep"\nfrom ...pkg import sub as s\n')
w('toofar.py', 'from . import x\n')
w('pkg/toofar.py', 'from ... import x\n')
def attempt(src):
    try:
        exec(src, {'__name__': '__main__', 'sys': sys})
        print(src, 'ok')
    except BaseException as e:
        print(src, '|', type(e).__name__, str(e).replace(base, 'BASE'), getattr(e, 'name', None), getattr(e, 'path', None) and os.path.basename(e.path), getattr(e,'name_from',None))
for s in ('import plain', 'import plain', 'from plain import *; print(sorted(k for k in globals() if k[0] != "_" or k == "_y"))', 'from withall import *; print(sorted(globals()))', 'from badall import *', 'from badall2 import *', 'import lazy; print(lazy.z, dir(lazy))', 'import lazy; lazy.q', 'from lazy import z; print(z)', 'from lazy import q', 'import fails', 'print("fails" in sys.modules)', 'import fails', 'import syn', 'import c1', 'import c3', 'print("c3" in sys.modules, "c4" in sys.modules)', 'import replaces; print(replaces.attr)', 'import removes', 'import pkg; print(pkg.a.v, pkg.renamed, pkg.sub.c.deep)', 'import pkg.sub.c as d; print(d.deep)', 'from pkg import sub, nothing', 'from pkg.sub import nothing', 'import pkg.nothing', 'import pkg.a.b', 'import nothing.x', 'import toofar', 'import pkg.toofar', 'from pkg import toofar', 'import plain.x', 'from plain import x, nope', 'from plain import xx', 'import jsonn', 'import sys as s; print(s is sys)', 'sys.modules["none"] = None; import none', 'sys.modules["none"] = None; from none import x', '__import__("")', '__import__(5)', '__import__("plain", level=-1)', '__import__("x", level=1)', '__import__("x", {"__package__": 5}, level=1)', '__import__("x", {"__package__": "nopkg"}, level=1)', '__import__("x", {"__name__": "pkg", "__path__": []}, level=1)', '__import__("", {"__package__": "pkg"}, None, ("a",), 1)', 'print(__import__("pkg.sub").__name__, __import__("pkg.sub", fromlist=["c"]).__name__, __import__("pkg.sub", fromlist=[""]).__name__)', '__import__("plain", fromlist=[5])', '__import__("pkg", fromlist=[5])', 'import plain; del plain.x; from plain import x', 'import importlib; importlib.reload(sys.modules["plain"])', 'import importlib; importlib.import_module(".a", "pkg")', 'import importlib; importlib.import_module(".a")', 'import importlib; importlib.reload(5)', 'import importlib.util; print(importlib.util.find_spec("plain").name, importlib.util.find_spec("nothing"), importlib.util.find_spec("pkg.sub").submodule_search_locations and 1)'):
    attempt(s)
m = types.ModuleType('m', 'doc')
print(m, m.__doc__, m.__name__, m.__dict__, m.__spec__, m.__loader__, m.__package__)
for s in ('m.x', 'del m.x', 'm.__dict__ = 1', 'del m.__name__\nm.y', 'm.__name__ = 5\nm.y', 'type(m)()', 'type(m)(5)', 'm.__annotations__ = 5', 'print(m.__annotations__)', 'del m.__annotations__', 'print(m.__annotations__)', 'm.__getattr__ = lambda n: n * 2\nprint(m.q)', 'm.__getattr__ = 5\nm.q', 'm.__dir__ = lambda: ["z"]\nprint(dir(m))', 'class N(type(m)):\n  prop = property(lambda s: "p")\nm.__class__ = N\nprint(m.prop)', 'm.__class__ = int', 'm.__class__ = 5'):
    try: exec(s, {'m': m})
    except Exception as e: print(s.replace('\n', ';'), '|', type(e).__name__, e)
    else: print(s.replace('\n', ';'), 'ok')
print(repr(sys), repr(types.ModuleType('a')))
shutil.rmtree(base)
