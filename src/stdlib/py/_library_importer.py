"""What importlib has to know of this interpreter.

Imports are native. `importlib` gives scripts the machinery behind them: specs, finders and loaders.
Here is what finds and loads the modules that are packed into the interpreter, and what makes specs
for modules that were imported natively.
"""

import _imp
import sys
from importlib import _bootstrap, _bootstrap_external

_LIBRARY = "<minipy>"


class LibraryLoader:
    """Loads a module of the packed standard library."""

    def __init__(self, name, path):
        self.name, self.path = name, path

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.get_code(self.name), module.__dict__)

    def get_source(self, fullname):
        return _imp._library_source(fullname)

    def get_code(self, fullname):
        return compile(self.get_source(fullname), self.path, "exec", dont_inherit=True)

    def get_filename(self, fullname=None):
        return self.path

    def is_package(self, fullname):
        return self.path.endswith("/__init__.py")

    def get_data(self, path):
        raise OSError(f"{path} is not in the interpreter")


class LibraryImporter:
    """Finds modules of the packed standard library, after every other finder."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        if path is not None and not any(str(p).startswith(_LIBRARY) for p in path):
            return None
        found = _imp._library_find(fullname)
        return None if found is None else spec_for(fullname, *found)


class LibraryFinder:
    """Finds modules in one folder of the packed standard library."""

    def __init__(self, path):
        if path != _LIBRARY and not path.startswith(_LIBRARY + "/"):
            raise ImportError("only for the packed library", path=path)
        self.path = path

    def find_spec(self, fullname, target=None):
        return LibraryImporter.find_spec(fullname)

    def iter_modules(self, prefix=""):
        package = self.path[len(_LIBRARY) + 1 :].replace("/", ".")
        for name, is_package in _imp._library_children(package):
            yield prefix + name.rpartition(".")[2], is_package

    def invalidate_caches(self):
        pass


def spec_for(name, file, path):
    """The spec of a module that comes from `file`, a package if `path` says where its modules are."""
    if file is None and path is None:
        return _bootstrap.ModuleSpec(name, _bootstrap.BuiltinImporter, origin="built-in")
    if file is None:
        spec = _bootstrap.ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = path
        loader = _bootstrap_external.NamespaceLoader.__new__(_bootstrap_external.NamespaceLoader)
        loader._path = path
        spec.loader = loader
        return spec
    if file.startswith(_LIBRARY):
        loader = LibraryLoader(name, file)
        spec = _bootstrap.ModuleSpec(name, loader, origin=file, is_package=path is not None)
        spec._set_fileattr = True
        if path is not None:
            spec.submodule_search_locations = path
        return spec
    return _bootstrap_external.spec_from_file_location(
        name, file, submodule_search_locations=path
    )


def _get_code(self, fullname):
    # Nothing compiled is kept in files.
    path = self.get_filename(fullname)
    return self.source_to_code(self.get_data(path), path)


def _attach(module):
    spec = spec_for(module.__name__, getattr(module, "__file__", None), getattr(module, "__path__", None))
    module.__spec__ = spec
    module.__loader__ = spec.loader


def install():
    """Fills sys.meta_path and sys.path_hooks, and gives every module its spec."""
    _bootstrap_external.SourceLoader.get_code = _get_code
    sys.meta_path[:0] = [_bootstrap.BuiltinImporter, _bootstrap.FrozenImporter]
    sys.path_hooks.append(LibraryFinder)
    _bootstrap_external._install(_bootstrap)
    sys.meta_path.append(LibraryImporter)
    for name, module in list(sys.modules.items()):
        known = isinstance(module, type(sys)) and module.__name__ == name
        if known and name != "__main__" and getattr(module, "__spec__", None) is None:
            _attach(module)
