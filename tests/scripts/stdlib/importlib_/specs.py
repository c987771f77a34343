# Specs and loaders of all kinds of modules, importlib.util, reload, runpy, pkgutil.
import sys

folder = __file__.rsplit('/', 1)[0] + '/_modules' if '/' in __file__ else '_modules'
sys.path.insert(0, folder)
import json
import sys as builtin
import plain_one

print(json.__spec__.name, json.__package__, json.__spec__.parent, json.__spec__.has_location, len(json.__path__), type(json.__spec__))
print(plain_one.__spec__.name, plain_one.__package__ == '', plain_one.__spec__.parent == '', plain_one.__spec__.origin == plain_one.__file__)
print(plain_one.__spec__.submodule_search_locations, plain_one.__loader__ is plain_one.__spec__.loader)
print(builtin.__spec__, builtin.__spec__.has_location)
import json.decoder as d

print(d.__package__, d.__spec__.parent, d.__spec__.name)
import importlib
import importlib.abc
import importlib.machinery
import importlib.util

print(importlib.import_module('json') is json, importlib.import_module('.decoder', 'json') is d)
try:
    importlib.import_module('.decoder')
except TypeError as e:
    print(e)
print(importlib.util.find_spec('no_such_module'), importlib.util.find_spec('json.decoder').name, importlib.util.find_spec('csv').name)
print(type(plain_one.__loader__).__name__, isinstance(plain_one.__loader__, importlib.machinery.SourceFileLoader), plain_one.__loader__.get_source('plain_one').split('\n')[0])
importlib.reload(plain_one)
s = importlib.util.spec_from_file_location('other_name', plain_one.__file__)
m = importlib.util.module_from_spec(s)
print('other_name' in sys.modules, hasattr(m, 'x'))
s.loader.exec_module(m)
print(m.x, m.__name__, s == importlib.util.spec_from_file_location('other_name', plain_one.__file__))
print(importlib.util.resolve_name('.x', 'a.b'), importlib.util.resolve_name('..x', 'a.b'))


class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.startswith('magic') or path == ['somewhere']:
            print('asked for', name, path)
            return importlib.util.spec_from_loader(name, self, is_package=name == 'magic')


    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.v = len(module.__name__)
        if module.__name__ == 'magic':
            module.__path__ = ['somewhere']
        if module.__name__ == 'magic_broken':
            raise ZeroDivisionError('in the loader')


finder = Finder()
sys.meta_path.insert(0, finder)
import magic
import magic.inner

print(magic.v, magic.inner.v, magic.__spec__.loader is finder, magic.inner.__package__, repr(magic.inner).startswith("<module 'magic.inner' (<"))
try:
    import magic_broken
except ZeroDivisionError as e:
    print(e, 'magic_broken' in sys.modules)
try:
    import quite_missing
except ModuleNotFoundError as e:
    print(e, e.name)
sys.meta_path.remove(finder)


class Hook:
    def __init__(self, path):
        if path != 'hooked://':
            raise ImportError
        self.path = path

    def find_spec(self, name, target=None):
        print('hook asked for', name)
        if name == 'from_hook':
            return importlib.util.spec_from_loader(name, finder)


sys.path_hooks.append(Hook)
sys.path.append('hooked://')
import from_hook

print(from_hook.v, isinstance(sys.path_importer_cache['hooked://'], Hook))
sys.path_hooks.remove(Hook)
sys.path.remove('hooked://')
import pkgutil
import runpy

print('decoder' in [i.name for i in pkgutil.iter_modules(json.__path__)], [i.name for i in pkgutil.iter_modules([folder])])
print(runpy.run_path(plain_one.__file__)['x'], runpy.run_module('plain_one')['__name__'])
saved = sys.modules.pop('plain_one')
sys.modules['plain_one'] = None
try:
    import plain_one
except ModuleNotFoundError as e:
    print(e)
import importlib.metadata
import importlib.resources

print([type(f).__name__ if not isinstance(f, type) else f.__name__ for f in sys.meta_path][:3])
from importlib.machinery import ModuleSpec

spec = ModuleSpec('a.b', None, origin='here')
print(spec, spec.parent, spec.has_location, spec.cached, ModuleSpec('p', None, is_package=True))
