import importlib, importlib.util, importlib.machinery, pkgutil, sys, os, tempfile
print([getattr(f, '__name__', type(f).__name__) for f in sys.meta_path][:2], importlib.import_module('json.decoder').__name__)
spec = importlib.util.find_spec('textwrap')
print(spec.name, spec.parent, spec.submodule_search_locations, spec.origin.endswith('textwrap.py'), type(spec).__name__)
print(importlib.util.find_spec('no_such_module'), importlib.util.find_spec('json').submodule_search_locations is not None)
try: importlib.import_module('no_such_module')
except ModuleNotFoundError as e: print(e, e.name)
try: importlib.import_module('.x')
except TypeError as e: print(e)
print(importlib.util.resolve_name('.b', 'a'), importlib.machinery.all_suffixes()[:1], importlib.machinery.SOURCE_SUFFIXES)
with tempfile.TemporaryDirectory() as d:
    sys.path.insert(0, d)
    os.mkdir(os.path.join(d, 'pk'))
    for name, text in [('pk/__init__.py', 'a = 1'), ('pk/m.py', 'from . import a; b = a + 1'), ('one.py', 'x = [1]')]:
        with open(os.path.join(d, name), 'w') as f: f.write(text)
    import pk.m, one
    print(pk.m.b, pk.__spec__.name, pk.m.__spec__.parent, type(one.__spec__.loader).__name__, one.__loader__ is one.__spec__.loader)
    print([m.name for m in pkgutil.iter_modules([d])], [m.name for m in pkgutil.walk_packages(pk.__path__, 'pk.')])
    with open(os.path.join(d, 'one.py'), 'w') as f: f.write('x = [1, 2]')
    print(importlib.reload(one).x, one.x)
    spec = importlib.util.spec_from_file_location('other', os.path.join(d, 'one.py'))
    m = importlib.util.module_from_spec(spec); spec.loader.exec_module(m); print(m.x, m.__name__, 'other' in sys.modules)
    print(importlib.machinery.SourceFileLoader('z', os.path.join(d, 'one.py')).get_source('z'))
class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == 'made_up': return importlib.util.spec_from_loader(name, Loader())
class Loader:
    def create_module(self, spec): return None
    def exec_module(self, module): module.value = 42
sys.meta_path.insert(0, Finder)
import made_up
print(made_up.value, made_up.__spec__.name)
sys.meta_path.remove(Finder)
print(importlib.invalidate_caches(), importlib.import_module('os') is os)
