"""`_csv`: readers and writers of tables as text, for the module csv.

A reader is a machine that takes one character at a time; its states are the small ints below.
"""

__version__ = '1.0'
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)

_dialects = {}
_limit = 128 * 1024


class Error(Exception):
    """A line that can't be read, or a row that can't be written."""


Error.__module__ = '_csv'


def _character(name, value, optional):
    if value is None and optional:
        return None
    if not isinstance(value, str):
        kind = ' or None' if optional else ''
        raise TypeError(f'"{name}" must be a unicode character{kind}, not {type(value).__name__}')
    if len(value) != 1:
        kind = ' or None' if optional else ''
        raise TypeError(f'"{name}" must be a unicode character{kind}, not a string of length {len(value)}')
    return value


class Dialect:
    """How a table is written: separators, quotes and line ends."""

    __slots__ = ('delimiter', 'doublequote', 'escapechar', 'lineterminator', 'quotechar', 'quoting',
                 'skipinitialspace', 'strict')

    def __new__(cls, dialect=None, **options):
        for name in options:
            if name not in cls.__slots__:
                raise TypeError(f"this function got an unexpected keyword argument '{name}'")
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        if type(dialect) is Dialect and not options:
            return dialect

        def get(name, default):
            return options[name] if name in options else getattr(dialect, name, default)

        self = super().__new__(cls)
        put = object.__setattr__
        put(self, 'delimiter', _character('delimiter', get('delimiter', ','), False))
        put(self, 'doublequote', bool(get('doublequote', True)))
        put(self, 'escapechar', _character('escapechar', get('escapechar', None), True))
        terminator = get('lineterminator', '\r\n')
        if not isinstance(terminator, str):
            raise TypeError(f'"lineterminator" must be a string, not {type(terminator).__name__}')
        put(self, 'lineterminator', terminator)
        put(self, 'quotechar', _character('quotechar', get('quotechar', '"'), True))
        quoting = get('quoting', QUOTE_MINIMAL)
        if type(quoting) is not int:
            raise TypeError(f'"quoting" must be an integer, not {type(quoting).__name__}')
        if not 0 <= quoting <= 5:
            raise TypeError('bad "quoting" value')
        chosen = 'quoting' in options or hasattr(dialect, 'quoting')
        if self.quotechar is None and not chosen:
            quoting = QUOTE_NONE
        put(self, 'quoting', quoting)
        if quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError('quotechar must be set if quoting enabled')
        put(self, 'skipinitialspace', bool(get('skipinitialspace', False)))
        put(self, 'strict', bool(get('strict', False)))
        for name in 'delimiter', 'escapechar', 'quotechar':
            if getattr(self, name) in ('\n', '\r') or (
                    name != 'delimiter' and getattr(self, name) == ' ' and self.skipinitialspace):
                raise ValueError(f'bad {name} value')
        taken = [c for c in (self.delimiter, self.escapechar, self.quotechar) if c is not None]
        if len(set(taken)) < len(taken):
            raise ValueError('bad delimiter, escapechar or quotechar value')
        return self

    def __setattr__(self, name, value):
        raise AttributeError(f"attribute '{name}' of '_csv.Dialect' objects is not writable")

    def __delattr__(self, name):
        raise AttributeError(f"attribute '{name}' of '_csv.Dialect' objects is not writable")

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '{type(self).__name__}' instances")


Dialect.__module__ = '_csv'


def register_dialect(name, dialect=None, /, **options):
    """Create a mapping from a string name to a dialect class."""
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = Dialect(dialect, **options)


def unregister_dialect(name):
    """Delete the name/dialect mapping associated with a string name."""
    if _dialects.pop(name, None) is None:
        raise Error('unknown dialect')


def get_dialect(name):
    """Return the dialect instance associated with name."""
    try:
        return _dialects[name]
    except KeyError:
        raise Error('unknown dialect') from None


def list_dialects():
    """Return a list of all known dialect names."""
    return list(_dialects)


def field_size_limit(new_limit=None, /):
    """Sets an upper limit on parsed fields; returns the old one."""
    global _limit
    old = _limit
    if new_limit is not None:
        if not isinstance(new_limit, int):
            raise TypeError('limit must be an integer')
        _limit = new_limit
    return old


START_ROW, START_FIELD, ESCAPED, IN_FIELD, IN_QUOTES, ESCAPED_IN_QUOTES, QUOTE_SEEN, ROW_ENDS, \
    AFTER_ESCAPED_END = range(9)


class Reader:
    """Reads rows; `csv.reader` makes it."""

    def __init__(self, lines, dialect):
        self._lines = iter(lines)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        self._fields, self._field, self._state = [], [], START_ROW
        self._unquoted = False
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._field or self._state in (IN_QUOTES, ESCAPED_IN_QUOTES):
                    if self.dialect.strict:
                        raise Error('unexpected end of data') from None
                    self._save()
                    return self._fields
                raise
            if not isinstance(line, str):
                raise Error(f'iterator should return strings, not {type(line).__name__} '
                            '(the file should be opened in text mode)')
            self.line_num += 1
            for c in line:
                self._take(c)
            self._take(None)
            if self._state == START_ROW:
                return self._fields

    def _save(self):
        text = ''.join(self._field)
        self._field = []
        quoting = self.dialect.quoting
        if self._unquoted and quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS) and text:
            value = float(text)
        elif self._unquoted and not text and quoting in (QUOTE_NOTNULL, QUOTE_STRINGS):
            value = None
        else:
            value = text
        self._unquoted = False
        self._fields.append(value)

    def _add(self, c):
        if len(self._field) >= _limit:
            raise Error(f'field larger than field limit ({_limit})')
        self._field.append(c)

    def _take(self, c):
        d, state = self.dialect, self._state
        end = c is None or c in '\n\r'
        if state == START_ROW:
            if c is None:
                return
            if end:
                self._state = ROW_ENDS
                return
            state = START_FIELD
        if state == START_FIELD:
            if end:
                self._unquoted = True
                self._save()
                self._state = START_ROW if c is None else ROW_ENDS
            elif c == d.quotechar and d.quoting != QUOTE_NONE:
                self._state = IN_QUOTES
            elif c == d.escapechar:
                self._unquoted = True
                self._state = ESCAPED
            elif c == ' ' and d.skipinitialspace:
                self._state = START_FIELD
            elif c == d.delimiter:
                self._unquoted = True
                self._save()
                self._state = START_FIELD
            else:
                self._unquoted = True
                self._add(c)
                self._state = IN_FIELD
        elif state == ESCAPED:
            if c is not None and c in '\n\r':
                self._add(c)
                self._state = AFTER_ESCAPED_END
            else:
                self._add('\n' if c is None else c)
                self._state = IN_FIELD
        elif state in (IN_FIELD, AFTER_ESCAPED_END):
            if state == AFTER_ESCAPED_END and c is None:
                return
            if end:
                self._save()
                self._state = START_ROW if c is None else ROW_ENDS
            elif c == d.escapechar:
                self._state = ESCAPED
            elif c == d.delimiter:
                self._save()
                self._state = START_FIELD
            else:
                self._add(c)
                self._state = IN_FIELD
        elif state == IN_QUOTES:
            if c is None:
                return
            if c == d.escapechar:
                self._state = ESCAPED_IN_QUOTES
            elif c == d.quotechar and d.quoting != QUOTE_NONE:
                self._state = QUOTE_SEEN if d.doublequote else IN_FIELD
            else:
                self._add(c)
        elif state == ESCAPED_IN_QUOTES:
            self._add('\n' if c is None else c)
            self._state = IN_QUOTES
        elif state == QUOTE_SEEN:
            if d.quoting != QUOTE_NONE and c == d.quotechar:
                self._add(c)
                self._state = IN_QUOTES
            elif c == d.delimiter:
                self._save()
                self._state = START_FIELD
            elif end:
                self._save()
                self._state = START_ROW if c is None else ROW_ENDS
            elif not d.strict:
                self._add(c)
                self._state = IN_FIELD
            else:
                raise Error(f"'{d.delimiter}' expected after '{d.quotechar}'")
        elif state == ROW_ENDS:
            if c is None:
                self._state = START_ROW
            elif not end:
                raise Error('new-line character seen in unquoted field - '
                            "do you need to open the file with newline=''?")


class Writer:
    """Writes rows; `csv.writer` makes it."""

    def __init__(self, file, dialect):
        try:
            self._write = file.write
        except AttributeError:
            raise TypeError('argument 1 must have a "write" method') from None
        if not callable(self._write):
            raise TypeError('argument 1 must have a "write" method')
        self.dialect = dialect

    def writerow(self, row, /):
        """Construct and write a CSV record from an iterable of fields."""
        try:
            fields = iter(row)
        except TypeError:
            raise Error(f'iterable expected, not {type(row).__name__}') from None
        d = self.dialect
        fields = list(fields)
        parts = [self._field(x) for x in fields]
        if len(parts) == 1 and not parts[0]:
            if d.quoting == QUOTE_NONE or (fields[0] is None and d.quoting in (
                    QUOTE_STRINGS, QUOTE_NOTNULL)):
                raise Error('single empty field record must be quoted')
            parts[0] = d.quotechar * 2
        return self._write(d.delimiter.join(parts) + d.lineterminator)

    def writerows(self, rows, /):
        """Construct and write a series of iterables to a csv file."""
        for row in rows:
            self.writerow(row)

    def _field(self, x):
        d = self.dialect
        quoted = d.quoting == QUOTE_ALL
        if d.quoting == QUOTE_NONNUMERIC:
            quoted = not isinstance(x, (int, float, complex)) and not hasattr(x, '__float__')
        elif d.quoting == QUOTE_STRINGS:
            quoted = isinstance(x, str)
        elif d.quoting == QUOTE_NOTNULL:
            quoted = x is not None
        text = x if isinstance(x, str) else '' if x is None else str(x)
        special = {d.delimiter, d.escapechar, d.quotechar, '\n', '\r', *d.lineterminator} - {None}
        out = []
        for c in text:
            if c in special:
                escape = False
                if d.quoting == QUOTE_NONE:
                    escape = True
                elif c == d.quotechar:
                    if d.doublequote:
                        out.append(c)
                    else:
                        escape = True
                elif c == d.escapechar:
                    escape = True
                if escape:
                    if d.escapechar is None:
                        raise Error('need to escape, but no escapechar set')
                    out.append(d.escapechar)
                else:
                    quoted = True
            out.append(c)
        if text == ' ' * len(text) != '' and d.delimiter == ' ' and d.skipinitialspace:
            quoted = True
        text = ''.join(out)
        return d.quotechar + text + d.quotechar if quoted else text


for _class, _name in (Reader, 'reader'), (Writer, 'writer'):
    _class.__module__, _class.__name__, _class.__qualname__ = '_csv', _name, _name
del _class, _name


def reader(iterable, dialect='excel', **options):
    """Return a reader object that will process lines from the given iterable."""
    return Reader(iterable, Dialect(dialect, **options))


def writer(fileobj, dialect='excel', **options):
    """Return a writer object that will write user data on the given file object."""
    return Writer(fileobj, Dialect(dialect, **options))
