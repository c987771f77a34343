"""Values as bytes, in the format of CPython's marshal.

Numbers, strings, bytes and containers of them. Code objects are no such values here: their
instructions mean nothing to another interpreter, and this one keeps no compiled files.
"""

import struct as _struct

version = 5

_SINGLES = {b"N": None, b"T": True, b"F": False, b".": ..., b"S": StopIteration}
_CONTAINERS = {tuple: b"(", list: b"[", set: b"<", frozenset: b">"}


def _int(value):
    if -0x80000000 <= value <= 0x7FFFFFFF:
        return b"i" + value.to_bytes(4, "little", signed=True)
    digits, rest = [], abs(value)
    while rest:
        digits.append((rest & 0x7FFF).to_bytes(2, "little"))
        rest >>= 15
    count = len(digits) if value > 0 else -len(digits)
    return b"l" + count.to_bytes(4, "little", signed=True) + b"".join(digits)


def _sized(kind, data):
    return kind + len(data).to_bytes(4, "little") + data


def _text(value):
    if value.isascii():
        data = value.encode("ascii")
        if len(data) < 256:
            return b"z" + bytes([len(data)]) + data
        return _sized(b"a", data)
    return _sized(b"u", value.encode("utf-8", "surrogatepass"))


def _write(value, out, depth):
    if depth > 2000:
        raise ValueError("object too deeply nested to marshal")
    kind = type(value)
    for code, single in _SINGLES.items():
        if value is single:
            out.append(code)
            return
    if kind is int:
        out.append(_int(value))
    elif kind is float:
        out.append(b"g" + _struct.pack("<d", value))
    elif kind is complex:
        out.append(b"y" + _struct.pack("<dd", value.real, value.imag))
    elif kind is str:
        out.append(_text(value))
    elif kind is dict:
        out.append(b"{")
        for key, item in value.items():
            _write(key, out, depth + 1)
            _write(item, out, depth + 1)
        out.append(b"0")
    elif kind in _CONTAINERS:
        if kind is tuple and len(value) < 256:
            out.append(b")" + bytes([len(value)]))
        else:
            out.append(_CONTAINERS[kind] + len(value).to_bytes(4, "little"))
        for item in value:
            _write(item, out, depth + 1)
    else:
        try:
            data = bytes(memoryview(value))
        except TypeError:
            raise ValueError("unmarshallable object") from None
        out.append(_sized(b"s", data))


def dumps(value, version=version, /, *, allow_code=True):
    """Return the bytes object that would be written to a file by dump(value, file)."""
    out = []
    _write(value, out, 0)
    return b"".join(out)


def dump(value, file, version=version, /, *, allow_code=True):
    """Write the value on the open file."""
    file.write(dumps(value))


class _Reader:
    def __init__(self, data):
        self.data, self.at, self.refs = bytes(data), 0, []

    def take(self, count):
        piece = self.data[self.at : self.at + count]
        if len(piece) < count:
            raise EOFError("marshal data too short")
        self.at += count
        return piece

    def size(self):
        return int.from_bytes(self.take(4), "little", signed=True)

    def items(self, count):
        return [self.read() for _ in range(count)]

    def read(self):
        byte = self.take(1)[0]
        code = bytes([byte & 0x7F])
        if not byte & 0x80:
            return self.value(code)
        place = len(self.refs)
        self.refs.append(None)
        value = self.value(code)
        self.refs[place] = value
        return value

    def value(self, code):
        if code in _SINGLES:
            return _SINGLES[code]
        match code:
            case b"i":
                return int.from_bytes(self.take(4), "little", signed=True)
            case b"l":
                count = self.size()
                digits = [int.from_bytes(self.take(2), "little") for _ in range(abs(count))]
                total = sum(digit << 15 * i for i, digit in enumerate(digits))
                return total if count > 0 else -total
            case b"g":
                return _struct.unpack("<d", self.take(8))[0]
            case b"y":
                return complex(*_struct.unpack("<dd", self.take(16)))
            case b"z" | b"Z":
                return self.take(self.take(1)[0]).decode("ascii")
            case b"a" | b"A":
                return self.take(self.size()).decode("ascii")
            case b"u" | b"t":
                return self.take(self.size()).decode("utf-8", "surrogatepass")
            case b"s":
                return self.take(self.size())
            case b")":
                return tuple(self.items(self.take(1)[0]))
            case b"(":
                return tuple(self.items(self.size()))
            case b"[":
                return self.items(self.size())
            case b"<":
                return set(self.items(self.size()))
            case b">":
                return frozenset(self.items(self.size()))
            case b"{":
                result = {}
                while self.data[self.at : self.at + 1] != b"0":
                    key = self.read()
                    result[key] = self.read()
                self.take(1)
                return result
            case b"r":
                return self.refs[self.size()]
        raise ValueError("bad marshal data (unknown type code)")


def loads(data, /, *, allow_code=True):
    """Convert the bytes-like object to a value."""
    return _Reader(data).read()


def load(file, /, *, allow_code=True):
    """Read one value from the open file and return it."""
    return loads(file.read())
