"""Disassembler of minipy's bytecode.

The functions, fields and layout are those of CPython's module of this name; the instructions are minipy's.
Offsets count two for each instruction word. An instruction has one word, one more in front when its
argument is large, and its cache words behind.
"""

import collections
import io
import sys
import types

import _disassembly
from _opcode import (
    get_executor, get_intrinsic1_descs, get_intrinsic2_descs, get_nb_ops, get_special_method_names)

__all__ = ['code_info', 'dis', 'disassemble', 'distb', 'disco', 'findlinestarts', 'findlabels',
           'show_code', 'get_instructions', 'Instruction', 'Bytecode', 'cmp_op', 'stack_effect',
           'hascompare', 'opname', 'opmap', 'HAVE_ARGUMENT', 'EXTENDED_ARG', 'hasarg', 'hasconst',
           'hasname', 'hasjump', 'hasjrel', 'hasjabs', 'hasfree', 'haslocal', 'hasexc']

_rows = _disassembly.opcodes()
opmap = {name: number for name, number, base, *_ in _rows if name == base}
opname = [f'<{i}>' for i in range(256)]
for _name, _number, *_ in _rows:
    opname[_number] = _name
_base = {name: base for name, number, base, *_ in _rows}
_kinds = {number: kind for name, number, base, kind, _ in _rows if name == base}
_caches = {name: caches for name, number, base, kind, caches in _rows}


def _having(*kinds):
    return [number for number, kind in _kinds.items() if kind in kinds]


hasarg = [number for number, kind in _kinds.items() if kind != 'None']
hasconst = _having('Const')
hasname = _having('Name', 'NameNull', 'NameMethod', 'NameSuper')
hasjump = hasjrel = _having('Jump')
hasjabs = []
haslocal = [n for n in _having('Local') if 'DEREF' not in opname[n]]
hasfree = [n for n in _having('Local') if 'DEREF' in opname[n]]
hascompare = _having('CompareOp')
hasexc = []
cmp_op = ('<', '<=', '==', '!=', '>', '>=')
EXTENDED_ARG = opmap['EXTENDED_ARG']
HAVE_ARGUMENT = 0

COMPILER_FLAG_NAMES = {
    1: 'OPTIMIZED', 2: 'NEWLOCALS', 4: 'VARARGS', 8: 'VARKEYWORDS', 16: 'NESTED', 32: 'GENERATOR',
    64: 'NOFREE', 128: 'COROUTINE', 256: 'ITERABLE_COROUTINE', 512: 'ASYNC_GENERATOR',
    0x4000000: 'HAS_DOCSTRING', 0x8000000: 'METHOD',
}


def stack_effect(opcode, oparg=None, /, *, jump=None):
    """How much longer the stack is after an instruction."""
    return _disassembly.stack_effect(opcode, oparg)


def pretty_flags(flags):
    """The names of the bits of co_flags."""
    names = []
    for i in range(32):
        bit = 1 << i
        if flags & bit:
            names.append(COMPILER_FLAG_NAMES.get(bit, hex(bit)))
    return ', '.join(names) or hex(flags)


def _code_of(x):
    for name in '__func__', '__code__', 'gi_code', 'ag_code', 'cr_code':
        x = getattr(x, name, x)
    if isinstance(x, str):
        x = _compile(x)
    if hasattr(x, 'co_code'):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _compile(source, name='<disassembly>'):
    try:
        return compile(source, name, 'eval')
    except SyntaxError:
        return compile(source, name, 'exec')


Positions = collections.namedtuple(
    'Positions', ['lineno', 'end_lineno', 'col_offset', 'end_col_offset'], defaults=[None] * 4)

_Instruction = collections.namedtuple(
    '_Instruction',
    ['opname', 'opcode', 'arg', 'argval', 'argrepr', 'offset', 'start_offset', 'starts_line',
     'line_number', 'label', 'positions', 'cache_info'],
    defaults=[None, None, None])


class Instruction(_Instruction):
    """One instruction, as CPython's documentation of dis describes it."""

    @property
    def oparg(self):
        return self.arg

    @property
    def baseopname(self):
        return _base.get(self.opname, self.opname)

    @property
    def baseopcode(self):
        return opmap.get(self.baseopname, self.opcode)

    @property
    def cache_offset(self):
        return self.offset + 2

    @property
    def end_offset(self):
        return self.cache_offset + 2 * _caches.get(self.opname, 0)

    @property
    def jump_target(self):
        return self.argval if self.baseopcode in hasjump else None

    @property
    def is_jump_target(self):
        return self.label is not None

    def __str__(self):
        out = io.StringIO()
        _Printer(out, lineno_width=0, label_width=0, offset_width=0).line(self, False)
        return out.getvalue().rstrip('\n')


def _labels(rows, handlers):
    places = {row[7] for row in rows if row[7] is not None}
    for start, end, target, depth, lasti in handlers:
        places |= {start, end, target}
    return {place: i for i, place in enumerate(sorted(places), 1)}


def _argument(code, name, number, arg, text, target, labels):
    if arg is None:
        return None, ''
    kind = _kinds.get(number)
    if kind == 'Jump':
        return target, f'to L{labels[target]}'
    if kind == 'Const':
        value = code.co_consts[arg]
        return value, repr(value)
    if kind in ('Name', 'NameNull', 'NameMethod', 'NameSuper'):
        return code.co_names[arg], text
    if kind in ('Count', 'Int', 'UnpackEx', 'Resume'):
        return arg, text
    return text, text


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """Iterator over the instructions of a function, method, string or code object."""
    code = _code_of(x)
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    return _instructions(code, shift, adaptive)


def _instructions(code, shift=0, adaptive=False):
    rows = _disassembly.instructions(code)
    labels = _labels(rows, _disassembly.handlers(code))
    positions = [Positions(*p) for p in code.co_positions()]
    last = None
    for start, place, end, name, number, arg, text, target, now in rows:
        value, shown = _argument(code, name, number, arg, text, target, labels)
        where = positions[place // 2] if place // 2 < len(positions) else Positions()
        line = where.lineno
        if line is not None:
            line += shift
            where = where._replace(lineno=line, end_lineno=where.end_lineno + shift)
        starts = line != last
        last = line
        caches = (end - place) // 2 - 1
        info = [('cache', 1, b'\0\0\0\0')] * caches or None
        yield Instruction(
            now if adaptive else name, number, arg, value, shown, place, start, starts, line,
            labels.get(start), where, info)


class _Printer:
    """Writes instructions as lines."""

    def __init__(self, file=None, lineno_width=4, label_width=4, offset_width=0, line_offset=0,
                 show_caches=False, show_positions=False):
        self.file = file
        self.lineno_width, self.label_width = lineno_width, label_width
        self.offset_width = offset_width
        self.show_caches, self.show_positions = show_caches, show_positions

    def line(self, instruction, current):
        fields = []
        if self.lineno_width or self.show_positions:
            if instruction.starts_line and instruction.offset > 0:
                print(file=self.file)
            if self.show_positions:
                p = instruction.positions
                text = f'{p.lineno}:{p.col_offset}-{p.end_lineno}:{p.end_col_offset}'
                fields.append(text.ljust(self.lineno_width))
            else:
                line = instruction.line_number
                shown = '' if not instruction.starts_line else '--' if line is None else str(line)
                fields.append(shown.rjust(self.lineno_width))
        if self.label_width:
            label = instruction.label
            fields.append((f'L{label}:' if label is not None else '').rjust(self.label_width + 1))
        fields.append('-->' if current else '   ')
        if self.offset_width:
            fields.append(repr(instruction.offset).rjust(self.offset_width))
        if instruction.arg is None:
            fields.append(instruction.opname)
        else:
            fields.append(instruction.opname.ljust(20))
            width = 5 if len(instruction.opname) <= 20 else max(0, 25 - len(instruction.opname))
            is_jump = instruction.baseopcode in hasjump
            fields.append(('' if is_jump else repr(instruction.arg)).rjust(width))
            if instruction.argrepr:
                fields.append(instruction.argrepr if is_jump else f'({instruction.argrepr})')
        print(' '.join(fields).rstrip(), file=self.file)
        if self.show_caches and instruction.cache_info:
            for name, count, data in instruction.cache_info:
                print(' ' * (self.lineno_width + self.label_width + 6) + 'CACHE'.ljust(20)
                      + '     0 (' + name + ')', file=self.file)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False,
                show_positions=False):
    """Disassemble a code object."""
    instructions = list(_instructions(co, adaptive=adaptive))
    lines = [i.line_number for i in instructions if i.line_number is not None]
    width = max(3, len(str(max(lines)))) if len(set(lines)) > 0 else 0
    if any(i.line_number is None for i in instructions):
        width = max(width, 3)
    label_width = 4 + len(str(sum(i.label is not None for i in instructions))) - 1
    offset_width = max(4, len(str(instructions[-1].offset))) if show_offsets else 0
    if show_positions:
        width = 16
    printer = _Printer(file, width, label_width, offset_width, show_caches=show_caches,
                       show_positions=show_positions)
    for i in instructions:
        printer.line(i, i.start_offset <= lasti < i.end_offset if lasti >= 0 else False)
    handlers = _disassembly.handlers(co)
    if handlers:
        labels = _labels(_disassembly.instructions(co), handlers)
        print('ExceptionTable:', file=file)
        for start, end, target, depth, lasti in handlers:
            mark = ' lasti' if lasti else ''
            print(f'  L{labels[start]} to L{labels[end]} -> L{labels[target]} [{depth}]{mark}',
                  file=file)


disco = disassemble


def _recursive(co, *, file=None, depth=None, **options):
    disassemble(co, file=file, **options)
    if depth is None or depth > 0:
        if depth is not None:
            depth -= 1
        for value in co.co_consts:
            if hasattr(value, 'co_code'):
                print(file=file)
                print(f'Disassembly of {value!r}:', file=file)
                _recursive(value, file=file, depth=depth, **options)


_HAVE_CODE = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False,
        show_positions=False):
    """Disassemble classes, methods, functions, modules, generators, code objects or source text.

    Without an argument, disassemble the last traceback.
    """
    options = dict(show_caches=show_caches, adaptive=adaptive, show_offsets=show_offsets,
                   show_positions=show_positions)
    if x is None:
        distb(file=file, **options)
        return
    for name in '__func__', '__code__', 'gi_code', 'ag_code', 'cr_code':
        x = getattr(x, name, x)
    if hasattr(x, '__dict__'):
        for name, member in sorted(x.__dict__.items()):
            if isinstance(member, _HAVE_CODE):
                print(f'Disassembly of {name}:', file=file)
                try:
                    dis(member, file=file, depth=depth, **options)
                except TypeError as e:
                    print('Sorry:', e, file=file)
                print(file=file)
    elif hasattr(x, 'co_code'):
        _recursive(x, file=file, depth=depth, **options)
    elif isinstance(x, str):
        _recursive(_compile(x, '<dis>'), file=file, depth=depth, **options)
    else:
        raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def distb(tb=None, *, file=None, **options):
    """Disassemble a traceback; without one, the last."""
    if tb is None:
        try:
            tb = sys.last_exc.__traceback__ if hasattr(sys, 'last_exc') else sys.last_traceback
        except AttributeError:
            raise RuntimeError('no last traceback to disassemble') from None
        while tb.tb_next:
            tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file, **options)


def code_info(x):
    """Details about a code object, as text."""
    co = _code_of(x)
    lines = [f'Name:              {co.co_name}', f'Filename:          {co.co_filename}',
             f'Argument count:    {co.co_argcount}',
             f'Positional-only arguments: {co.co_posonlyargcount}',
             f'Kw-only arguments: {co.co_kwonlyargcount}', f'Number of locals:  {co.co_nlocals}',
             f'Stack size:        {co.co_stacksize}', f'Flags:             {pretty_flags(co.co_flags)}']
    for title, values, show in (
            ('Constants', co.co_consts, repr), ('Names', co.co_names, str),
            ('Variable names', co.co_varnames, str), ('Free variables', co.co_freevars, str),
            ('Cell variables', co.co_cellvars, str)):
        if values:
            lines.append(title + ':')
            lines.extend(f'{i:4}: {show(value)}' for i, value in enumerate(values))
    return '\n'.join(lines)


def show_code(co, *, file=None):
    """Print what code_info tells."""
    print(code_info(co), file=file)


def findlinestarts(code):
    """The offsets at which lines start, with their line numbers."""
    last = False
    for start, end, line in code.co_lines():
        if line is not last:
            last = line
            yield start, line


def findlabels(code):
    """The offsets that jumps go to."""
    return sorted({row[7] for row in _disassembly.instructions(code) if row[7] is not None})


class Bytecode:
    """The instructions of a piece of code: iterate over it, or ask for the text."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False,
                 show_offsets=False, show_positions=False):
        self.codeobj = _code_of(x)
        self._shift = 0 if first_line is None else first_line - self.codeobj.co_firstlineno
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self._original_object = x
        self.current_offset = current_offset
        self.show_caches, self.adaptive = show_caches, adaptive
        self.show_offsets, self.show_positions = show_offsets, show_positions

    def __iter__(self):
        return _instructions(self.codeobj, self._shift, self.adaptive)

    def __repr__(self):
        return f'{self.__class__.__name__}({self._original_object!r})'

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti, show_caches=show_caches,
                   adaptive=adaptive)

    def info(self):
        return code_info(self.codeobj)

    def dis(self):
        out = io.StringIO()
        at = -1 if self.current_offset is None else self.current_offset
        disassemble(self.codeobj, at, file=out, show_caches=self.show_caches, adaptive=self.adaptive,
                    show_offsets=self.show_offsets, show_positions=self.show_positions)
        return out.getvalue()


def main(args=None):
    import argparse
    parser = argparse.ArgumentParser(color=True)
    parser.add_argument('-C', '--show-caches', action='store_true', help='show inline caches')
    parser.add_argument('-O', '--show-offsets', action='store_true', help='show instruction offsets')
    parser.add_argument('-P', '--show-positions', action='store_true', help='show instruction positions')
    parser.add_argument('-S', '--specialized', action='store_true', help='show specialized bytecode')
    parser.add_argument('infile', nargs='?', default='-')
    args = parser.parse_args(args=args)
    if args.infile == '-':
        name, source = '<stdin>', sys.stdin.buffer.read()
    else:
        name = args.infile
        with open(args.infile, 'rb') as infile:
            source = infile.read()
    dis(compile(source, name, 'exec'), show_caches=args.show_caches, adaptive=args.specialized,
        show_offsets=args.show_offsets, show_positions=args.show_positions)


if __name__ == '__main__':
    main()
