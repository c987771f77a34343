//! The builtin functions: one table, the functions by meaning in the files below.
//!
//! Invariant: the rows are sorted by name; a row's function stands in the file of its group.
//! Deliberately absent: `open`, whose work is `_io`'s, beyond handing the call over.
//! Next file to read: `iteration.rs`.

mod attributes;
mod code_source;
mod execution;
pub mod iteration;
mod numbers;
mod reduction;
pub mod site_builtins;
mod streams;

use crate::objects::args::{MethodDef, function};

/// Every builtin function.
pub static FUNCTIONS: &[MethodDef] = &[
    function(
        "__build_class__",
        execution::builtins_build_class,
        "func, name, /, *bases, **kwds",
        "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used by the class statement.",
    ),
    function(
        "__import__",
        execution::builtins_import,
        "name, globals=None, locals=None, fromlist=(), level=0",
        "Import a module.\n\nUse importlib.import_module() to import a module by its name in a program; this\nfunction is what the import statement calls.",
    ),
    function(
        "abs",
        numbers::builtins_abs,
        "number, /",
        "Return the absolute value of the argument.",
    ),
    function(
        "aiter",
        iteration::builtins_aiter,
        "async_iterable, /",
        "Return an AsyncIterator for an AsyncIterable object.",
    ),
    function(
        "all",
        reduction::builtins_all,
        "iterable, /",
        "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True.",
    ),
    function(
        "anext",
        iteration::builtins_anext,
        "aiterator, default=<unrepresentable>, /",
        "Return the next item from the async iterator.\n\nIf default is given and the async iterator is exhausted, it is returned instead\nof raising StopAsyncIteration.",
    ),
    function(
        "any",
        reduction::builtins_any,
        "iterable, /",
        "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False.",
    ),
    function(
        "ascii",
        attributes::builtins_ascii,
        "obj, /",
        "Return an ASCII-only representation of an object.\n\nAs repr(), with non-ASCII characters written as \\\\x, \\\\u or \\\\U escapes.",
    ),
    function(
        "bin",
        numbers::builtins_bin,
        "number, /",
        "Return the binary representation of an integer.\n\n   >>> bin(2796202)\n   '0b1010101010101010101010'",
    ),
    function(
        "breakpoint",
        execution::builtins_breakpoint,
        "*args, **kws",
        "Call sys.breakpointhook(*args, **kws).  sys.breakpointhook() must accept\nwhatever arguments are passed.\n\nBy default, this drops you into the pdb debugger.",
    ),
    function(
        "callable",
        attributes::builtins_callable,
        "obj, /",
        "Return whether the object is callable (i.e., some kind of function).\n\nClasses are callable, and so are instances of classes with a __call__() method.",
    ),
    function(
        "chr",
        numbers::builtins_chr,
        "i, /",
        "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.",
    ),
    function(
        "compile",
        execution::builtins_compile,
        "source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1",
        "Compile source into a code object that can be executed by exec() or eval().\n\nThe source may be a string or bytes holding a module, a statement or an\nexpression; mode is 'exec', 'single' or 'eval' accordingly. The filename is\nused in messages.",
    ),
    function(
        "delattr",
        attributes::builtins_delattr,
        "obj, name, /",
        "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``",
    ),
    function(
        "dir",
        attributes::builtins_dir,
        "object=<unrepresentable>, /",
        "dir([object]) -> list of strings\n\nWithout an argument, the names in the current scope; else a sorted list of the\nnames of (some of) the object's attributes and of those reachable from it.",
    ),
    function(
        "divmod",
        numbers::builtins_divmod,
        "x, y, /",
        "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.",
    ),
    function(
        "eval",
        execution::builtins_eval,
        "source, /, globals=None, locals=None",
        "Evaluate the given source in the context of globals and locals.\n\nThe source may be a string representing a Python expression or a code object\nas returned by compile(). The globals must be a dictionary and locals can be any\nmapping; they default to those of the caller.",
    ),
    function(
        "exec",
        execution::builtins_exec,
        "source, /, globals=None, locals=None, *, closure=None",
        "Execute the given source in the context of globals and locals.\n\nThe source may be a string representing Python statements or a code object as\nreturned by compile(). The closure must be a tuple of cells, as many as the code\nobject has free variables.",
    ),
    function(
        "format",
        attributes::builtins_format,
        "value, format_spec='', /",
        "Return type(value).__format__(value, format_spec).\n\nMany built-in types implement format_spec according to the Format Specification\nMini-language. See help('FORMATTING') for details.",
    ),
    function(
        "getattr",
        attributes::builtins_getattr,
        "object, name, default=<unrepresentable>, /",
        "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object; getattr(x, 'y') is equivalent to x.y.\nThe default, if given, is returned when the attribute doesn't exist.",
    ),
    function(
        "globals",
        execution::builtins_globals,
        "",
        "Return the dictionary containing the current scope's global variables.\n\nChanges to it change the variables.",
    ),
    function(
        "hasattr",
        attributes::builtins_hasattr,
        "obj, name, /",
        "Return whether the object has an attribute with the given name.\n\nThis is done by calling getattr(obj, name) and catching AttributeError.",
    ),
    function(
        "hash",
        attributes::builtins_hash,
        "obj, /",
        "Return the hash value for the given object.\n\nTwo objects that compare equal must also have the same hash value, but the\nreverse is not necessarily true.",
    ),
    function(
        "hex",
        numbers::builtins_hex,
        "number, /",
        "Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'",
    ),
    function(
        "id",
        attributes::builtins_id,
        "obj, /",
        "Return the identity of an object.\n\nThis is guaranteed to be unique among simultaneously existing objects.",
    ),
    function(
        "input",
        streams::builtins_input,
        "prompt='', /",
        "Read a string from standard input.  The trailing newline is stripped.\n\nThe prompt string, if given, is printed to standard output without a trailing\nnewline before reading input. If the user hits EOF, raise EOFError.",
    ),
    function(
        "isinstance",
        attributes::builtins_isinstance,
        "obj, class_or_tuple, /",
        "Return whether an object is an instance of a class or of a subclass thereof.\n\nA tuple, as in ``isinstance(x, (A, B, ...))``, may be given as the target to\ncheck against.",
    ),
    function(
        "issubclass",
        attributes::builtins_issubclass,
        "cls, class_or_tuple, /",
        "Return whether 'cls' is derived from another class or is the same class.\n\nA tuple, as in ``issubclass(x, (A, B, ...))``, may be given as the target to\ncheck against.",
    ),
    function(
        "iter",
        iteration::builtins_iter,
        "object, sentinel=<unrepresentable>, /",
        "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nGet an iterator from an object.\nIn the second form, the callable is called until it returns the sentinel.",
    ),
    function(
        "len",
        iteration::builtins_len,
        "obj, /",
        "Return the number of items in a container.",
    ),
    function(
        "locals",
        execution::builtins_locals,
        "",
        "Return a dictionary containing the current scope's local variables.\n\nIn a function it is a snapshot; elsewhere it is the namespace itself.",
    ),
    function(
        "max",
        reduction::builtins_max,
        "*args, key=None, default=<unrepresentable>",
        "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its biggest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more positional arguments, return the largest argument.",
    ),
    function(
        "min",
        reduction::builtins_min,
        "*args, key=None, default=<unrepresentable>",
        "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its smallest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more positional arguments, return the smallest argument.",
    ),
    function(
        "next",
        iteration::builtins_next,
        "iterator, default=<unrepresentable>, /",
        "next(iterator[, default])\n\nReturn the next item from the iterator. If default is given and the iterator\nis exhausted, it is returned instead of raising StopIteration.",
    ),
    function(
        "oct",
        numbers::builtins_oct,
        "number, /",
        "Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'",
    ),
    function(
        "open",
        streams::builtins_open,
        "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None",
        "Open file and return a stream.  Raise OSError upon failure.",
    ),
    function(
        "ord",
        numbers::builtins_ord,
        "character, /",
        "Return the ordinal value of a character.\n\nIf the argument is a one-byte string, return the value of that byte.",
    ),
    function(
        "pow",
        numbers::builtins_pow,
        "base, exp, mod=None",
        "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.\n\nSome types, such as ints, are able to use a more efficient algorithm when\ninvoked using the three argument form.",
    ),
    function(
        "print",
        streams::builtins_print,
        "*args, sep=' ', end='\\n', file=None, flush=False",
        "Prints the values to a stream, or to sys.stdout by default.\n\n  sep\n    string inserted between values, default a space.\n  end\n    string appended after the last value, default a newline.\n  file\n    a file-like object (stream); defaults to the current sys.stdout.\n  flush\n    whether to forcibly flush the stream.",
    ),
    function(
        "repr",
        attributes::builtins_repr,
        "obj, /",
        "Return the canonical string representation of the object.\n\nFor many object types, including most builtins, eval(repr(obj)) == obj.",
    ),
    function(
        "round",
        numbers::builtins_round,
        "number, ndigits=None",
        "Round a number to a given precision in decimal digits.\n\nThe return value is an integer if ndigits is omitted or None.  Otherwise\nthe return value has the same type as the number.  ndigits may be negative.",
    ),
    function(
        "setattr",
        attributes::builtins_setattr,
        "obj, name, value, /",
        "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v``",
    ),
    function(
        "sorted",
        iteration::builtins_sorted,
        "iterable, /, *, key=None, reverse=False",
        "Return a new list containing all items from the iterable in ascending order.\n\nA custom key function can be supplied to customize the sort order, and the\nreverse flag can be set to request the result in descending order.",
    ),
    function(
        "sum",
        reduction::builtins_sum,
        "iterable, /, start=0",
        "Return the sum of a 'start' value (default: 0) plus an iterable of numbers\n\nWhen the iterable is empty, return the start value.\nThis function is intended specifically for use with numeric values and may\nreject non-numeric types.",
    ),
    function(
        "vars",
        attributes::builtins_vars,
        "object=<unrepresentable>, /",
        "vars([object]) -> dictionary\n\nWithout arguments, equivalent to locals().\nWith an argument, equivalent to object.__dict__.",
    ),
];
