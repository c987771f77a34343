# The examples in the library's own docstrings.
import doctest, importlib, io, contextlib
for name in ['difflib', 'doctest', 'enum', 'heapq', 'pickle', 'secrets', 'shutil', 'statistics', 'textwrap', 'string', 'fractions', 'collections', 'random', 'bisect', 'html.parser', 'copy', 'json', 'json.decoder', 'json.encoder', 'urllib.parse']:
    module = importlib.import_module(name)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        result = doctest.testmod(module)
    print(name, result.failed, result.attempted)
