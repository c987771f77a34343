"""Ties CPython's import system in Python to the native one.

`set_up` runs once, when the two modules of that system have been loaded.
"""

import sys
import _imp

LIBRARY = '<minipy>'


def set_up(boot, external, spec_class):
    """Give the modules what the interpreter would give them at start-up.

    Returns the standard finders, the standard path hooks, and a function that makes the loader of a
    module that was imported natively.
    """
    import _thread
    import _warnings
    import _weakref

    boot.sys, boot._imp = sys, _imp
    boot._thread, boot._warnings, boot._weakref = _thread, _warnings, _weakref
    boot._blocking_on = boot._WeakValueDictionary()
    boot.ModuleSpec = spec_class
    boot._bootstrap_external = external
    external._set_bootstrap_module(boot)
    native_import = __import__

    def find_and_load(name, import_):
        native_import(name)
        return sys.modules[name]

    boot._find_and_load = find_and_load

    def get_code(self, fullname):
        # There are no compiled files.
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)

    external.SourceLoader.get_code = get_code
    external.decode_source = _imp.decode_source

    class LibraryLoader(external.SourceFileLoader):
        """Loads modules of the library inside the executable."""

        def get_data(self, path):
            data = _imp.library_data(path)
            if data is None:
                raise FileNotFoundError(2, 'No such file or directory', path)
            return data

        def get_resource_reader(self, name):
            return None

    class LibraryFinder:
        """Finds modules of the library inside the executable."""

        def __init__(self, path):
            if not path.startswith(LIBRARY):
                raise ImportError('not the library', path=path)
            self.path = path

        def find_spec(self, fullname, target=None):
            found = _imp.library_file(fullname)
            if found is None:
                return None
            path, is_package = found
            loader = LibraryLoader(fullname, path)
            spec = spec_class(fullname, loader, origin=path, is_package=is_package)
            spec.has_location = True
            if is_package:
                spec.submodule_search_locations.append(path.rpartition('/')[0])
            return spec

        def iter_modules(self, prefix=''):
            package = self.path[len(LIBRARY) + 1:].replace('/', '.')
            for name, is_package in _imp.library_children(package):
                yield prefix + name, is_package

        def invalidate_caches(self):
            pass

    for made in LibraryLoader, LibraryFinder:
        made.__module__ = external.__name__
        made.__qualname__ = made.__name__

    def zip_hook(path):
        if not external._path_isfile(path):
            raise ImportError('not a zip file', path=path)
        import zipimport
        return zipimport.zipimporter(path)

    file_hook = external.FileFinder.path_hook(*external._get_supported_file_loaders())
    hooks = [LibraryFinder, zip_hook, file_hook]
    sys.path_hooks.extend(hooks)
    find_in_path = external.PathFinder.find_spec.__func__

    def find_spec(cls, fullname, path=None, target=None):
        if path is None and LIBRARY not in sys.path:
            path = [*sys.path, LIBRARY]
        return find_in_path(cls, fullname, path, target)

    external.PathFinder.find_spec = classmethod(find_spec)

    def make_loader(spec):
        name, origin = spec.name, spec.origin
        if not spec.has_location:
            if spec.submodule_search_locations is None:
                return boot.BuiltinImporter
            return external.NamespaceLoader(
                name, spec.submodule_search_locations, external.PathFinder._get_spec)
        if origin.startswith(LIBRARY):
            return LibraryLoader(name, origin)
        folder = origin
        while folder and not external._path_isfile(folder):
            folder = folder.rpartition('/')[0]
        if folder and folder != origin:
            return zip_hook(folder)
        return external.SourceFileLoader(name, origin)

    finders = boot.BuiltinImporter, boot.FrozenImporter, external.PathFinder
    return finders, hooks, make_loader
