#!/usr/bin/env python3.14
"""Writes src/unicode/{properties,decompositions,names}.bin, the character database.

Run it under CPython 3.14, whose own database (Unicode 16.0) it asks about every code point. Aliases and named
sequences cannot be listed from Python: the capsule of the unicodedata module tells them.
All numbers are little-endian. src/unicode/{properties,normalize,names}.rs read what is written here.
"""

import ctypes
import struct
import unicodedata as ucd
from collections import Counter
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "src" / "unicode"
LIMIT = 0x110000

CATEGORIES = "Cn Cc Cf Co Cs Ll Lm Lo Lt Lu Mc Me Mn Nd Nl No Pc Pd Pe Pf Pi Po Ps Sc Sk Sm So Zl Zp Zs".split()
BIDI = ["", *"AL AN B BN CS EN ES ET FSI L LRE LRI LRO NSM ON PDF PDI R RLE RLI RLO S WS".split()]
WIDTHS = "N A F H Na W".split()
ALPHA, DECIMAL, SPACE, PRINTABLE, XID_START, XID_CONTINUE, LOWER, UPPER, TITLE, IGNORABLE = (1 << i for i in range(10))
FORM_BITS = {"NFC": 1 << 10, "NFD": 1 << 11, "NFKC": 1 << 12, "NFKD": 1 << 13}
DECOMPOSES = 1 << 14
EXTENDED = 0x4000_0000
NONE = 0xFF


def canonical_pairs():
    """(first, second, composed) for each primary composite, Hangul aside."""
    for code in range(LIMIT):
        raw = ucd.decomposition(chr(code))
        if not raw or raw.startswith("<") or 0xAC00 <= code < 0xD7A4:
            continue
        parts = [int(part, 16) for part in raw.split()]
        if len(parts) == 2 and ucd.normalize("NFC", chr(parts[0]) + chr(parts[1])) == chr(code):
            yield parts[0], parts[1], code


def flags_of(char, seconds):
    code = ord(char)
    flags = 0
    for bit, true in (
        (ALPHA, char.isalpha()),
        (DECIMAL, char.isdecimal()),
        (SPACE, char.isspace()),
        (PRINTABLE, char.isprintable()),
        (XID_START, char.isidentifier() and char != "_"),
        (XID_CONTINUE, ("a" + char).isidentifier()),
        (LOWER, char.islower()),
        (UPPER, char.isupper()),
        (TITLE, char.istitle() and not char.isupper()),
        # The final sigma rule looks through ignorable characters: that is how they can be told.
        (IGNORABLE, ("A" + char + "\u03a3").lower()[-1] == "\u03c2" and (char + "\u03a3").lower()[-1] == "\u03c3"),
        (DECOMPOSES, bool(ucd.decomposition(char)) and not 0xAC00 <= code < 0xD7A4),
    ):
        flags |= bit if true else 0
    cased = (char + "a").title()[-1] == "a"
    assert cased == bool(flags & (LOWER | UPPER | TITLE)), hex(code)
    for form, bit in FORM_BITS.items():
        inert = ucd.combining(char) == 0 and ucd.normalize(form, char) == char
        if form in ("NFC", "NFKC"):
            inert = inert and code not in seconds
        flags |= bit if inert else 0
    return flags


def split_blocks(values, size):
    """The distinct blocks of `values` end to end, and the number of each block in turn."""
    blocks, index = {}, []
    for at in range(0, len(values), size):
        index.append(blocks.setdefault(tuple(values[at : at + size]), len(blocks)))
    return [value for block in blocks for value in block], index


def make_properties(pairs):
    seconds = {second for _, second, _ in pairs} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
    records, cases, numbers, extended, leaf = {}, {(0, 0, 0, 0): 0}, {}, [], []
    runs = {}

    def mapping(code, text):
        if len(text) == 1:
            return ord(text) - code
        if text not in runs:
            runs[text] = len(extended)
            extended.extend(map(ord, text))
        return EXTENDED | runs[text] << 2 | len(text)

    for code in range(LIMIT):
        char = chr(code)
        case = tuple(mapping(code, text) for text in (char.upper(), char.lower(), char.title(), char.casefold()))
        number = ucd.numeric(char, None)
        record = (
            CATEGORIES.index(ucd.category(char)),
            BIDI.index(ucd.bidirectional(char)),
            ucd.combining(char),
            WIDTHS.index(ucd.east_asian_width(char)) | ucd.mirrored(char) << 7,
            flags_of(char, seconds),
            ucd.digit(char, NONE),
            NONE if number is None else numbers.setdefault(number, len(numbers)),
            cases.setdefault(case, len(cases)),
        )
        leaf.append(records.setdefault(record, len(records)))
    assert len(numbers) < NONE
    leaves, middle = split_blocks(leaf, 16)
    middles, top = split_blocks(middle, 16)
    with open(OUT / "properties.bin", "wb") as out:
        parts = top, middles, leaves, records, cases, extended, numbers
        out.write(struct.pack("<7I", *map(len, parts)))
        for values in (top, middles, leaves):
            out.write(struct.pack(f"<{len(values)}H", *values))
        for record in records:
            out.write(struct.pack("<BBBBHBBH", *record))
        for case in cases:
            out.write(struct.pack("<4i", *case))
        out.write(struct.pack(f"<{len(extended)}I", *extended))
        out.write(struct.pack(f"<{len(numbers)}d", *numbers))


def make_decompositions(pairs):
    tags, entries, data = [""], [], []
    for code in range(LIMIT):
        raw = ucd.decomposition(chr(code)).split()
        if not raw or 0xAC00 <= code < 0xD7A4:
            continue
        tag = raw.pop(0) if raw[0].startswith("<") else ""
        if tag not in tags:
            tags.append(tag)
        text = "".join(chr(int(part, 16)) for part in raw).encode("utf-16-le")
        entries.append((code, len(data), tags.index(tag)))
        data.extend(struct.unpack(f"<{len(text) // 2}H", text))
    with open(OUT / "decompositions.bin", "wb") as out:
        out.write(struct.pack("<3I", len(entries), len(data), len(pairs)))
        out.write(b"".join(struct.pack("<I", code | tag << 24) for code, _, tag in entries))
        out.write(b"".join(struct.pack("<H", start) for _, start, _ in entries))
        out.write(struct.pack(f"<{len(data)}H", *data))
        out.write(b"".join(struct.pack("<3I", *pair) for pair in sorted(pairs)))


def extra_names():
    """Aliases as (code, name), and named sequences as (text, name)."""
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    capsule = pointer(ucd._ucnhash_CAPI, b"unicodedata._ucnhash_CAPI")
    prototype = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_uint32, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)
    get_name = prototype(ctypes.cast(capsule, ctypes.POINTER(ctypes.c_void_p))[0])
    buffer = ctypes.create_string_buffer(300)
    aliases, sequences = [], []
    # CPython keeps both under private-use code points.
    for code in range(0xF0000, 0xF1000):
        if get_name(code, buffer, len(buffer), 1):
            name = buffer.value.decode()
            text = ucd.lookup(name)
            if len(text) == 1:
                aliases.append((ord(text), name))
            else:
                sequences.append((text, name))
    return aliases, sequences


def make_names(aliases, sequences):
    named, ranges = {}, []
    for code in range(LIMIT):
        name = ucd.name(chr(code), None)
        if name is None or 0xAC00 <= code < 0xD7A4:
            continue
        if name.endswith(f"-{code:04X}"):
            prefix = name[: -len(f"{code:04X}")]
            if ranges and ranges[-1][1:] == [code - 1, prefix]:
                ranges[-1][1] = code
            else:
                ranges.append([code, code, prefix])
        else:
            named[code] = name
    counts = Counter(word for name in [*named.values(), *(name for _, name in aliases + sequences)] for word in name.split())
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    words = sorted(ranked)
    # One byte for the commonest words, two for the others, and no byte is ever zero: zero ends a name.
    short = 255 - (len(words) + 254) // 255
    while len(words) - short > (255 - short) * 255:
        short -= 1
    place = {word: at for at, word in enumerate(words)}
    rank_of = {word: rank for rank, word in enumerate(ranked)}

    def encode(name):
        out = bytearray()
        for word in name.split():
            rank = rank_of[word]
            if rank < short:
                out.append(rank + 1)
            else:
                high, low = divmod(rank - short, 255)
                out += bytes((short + 1 + high, low + 1))
        return bytes(out) + b"\0"

    text, blocks = bytearray(), []
    for at, word in enumerate(words):
        if at % 16 == 0:
            blocks.append(len(text))
        text += word[:-1].encode() + bytes([ord(word[-1]) | 0x80])
    # The leading zero lets a search ask for a whole name by its two end marks.
    stream, runs, last = bytearray(b"\0"), [], None
    for code, name in named.items():
        if last != code - 1 or code - runs[-1][0] >= 64:
            runs.append((code, len(stream)))
        last = code
        stream += encode(name)
    alias_stream = b"\0" + b"".join(encode(name) for _, name in aliases)
    sequence_stream = b"\0" + b"".join(encode(name) for _, name in sequences)
    sequence_text = "".join(text + "\0" for text, _ in sequences).encode("utf-16-le")
    prefixes = sorted({prefix for _, _, prefix in ranges})
    with open(OUT / "names.bin", "wb") as out:
        counts = len(words), short, len(blocks), len(text), len(runs), len(stream), len(aliases), len(alias_stream), len(ranges)
        counts += len(sequence_text) // 2, len(sequence_stream)
        out.write(struct.pack("<11I", *counts))
        out.write(b"".join(struct.pack("<H", rank_of[word]) for word in words))
        out.write(b"".join(struct.pack("<H", place[word]) for word in ranked))
        out.write(struct.pack(f"<{len(blocks)}I", *blocks))
        out.write(b"".join(struct.pack("<II", *run) for run in runs))
        out.write(b"".join(struct.pack("<I", code) for code, _ in aliases))
        out.write(b"".join(struct.pack("<III", a, b, prefixes.index(p)) for a, b, p in ranges))
        out.write(sequence_text + text + stream + alias_stream + sequence_stream)


class Checksum:
    """The same arithmetic as in src/unicode/tests.rs."""

    def __init__(self):
        self.value = 0

    def number(self, number):
        self.value = (self.value * 31 + number) & 0xFFFF_FFFF_FFFF_FFFF

    def text(self, text):
        for char in text:
            self.number(ord(char))
        self.number(0)


def print_checksums():
    """What the tests of src/unicode expect."""
    sums = {name: Checksum() for name in ("properties", "cases", "names", *FORM_BITS)}
    for code in range(LIMIT):
        char = chr(code)
        out = sums["properties"]
        for text in (ucd.category, ucd.bidirectional, ucd.east_asian_width, ucd.decomposition):
            out.text(text(char))
        predicates = "alpha decimal digit numeric space printable identifier lower upper title alnum"
        bits = [getattr(char, "is" + name)() for name in predicates.split()]
        bits += ("a" + char).isidentifier(), ucd.mirrored(char)
        out.number(sum(bit << at for at, bit in enumerate(bits)))
        out.number(ucd.combining(char))
        out.number(ucd.decimal(char, -1) + 1)
        out.number(ucd.digit(char, -1) + 1)
        out.number(struct.unpack("<Q", struct.pack("<d", ucd.numeric(char, -1.0)))[0])
        for text in (char.upper(), char.lower(), char.title(), char.casefold()):
            sums["cases"].text(text)
        for form in FORM_BITS:
            sums[form].text(ucd.normalize(form, char))
        sums["names"].text(ucd.name(char, ""))
    for name, out in sums.items():
        print(f"{name}: {out.value:#018x}")


if __name__ == "__main__":
    assert ucd.unidata_version == "16.0.0", ucd.unidata_version
    composites = list(canonical_pairs())
    make_properties(composites)
    make_decompositions(composites)
    make_names(*extra_names())
    print_checksums()
