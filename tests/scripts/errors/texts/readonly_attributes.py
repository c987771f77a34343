# What attributes of builtin objects say when they are set or deleted.
import sys
def gen(): yield
class S: __slots__ = 'a'
def attempt(source):
    try:
        exec(source, globals())
        print(source, 'ok')
    except Exception as e:
        print(source, type(e).__name__, e)
try:
    1 / 0
except Exception as e:
    tb = e.__traceback__
ATTRIBUTES = {
    'gen': '__closure__ __globals__ __builtins__ __name__ __code__ __defaults__ __kwdefaults__ __dict__ __type_params__ __annotations__ __annotate__ __doc__ __module__ __qualname__',
    'gen.__code__': 'co_name co_consts co_varnames co_code co_flags',
    'gen()': 'gi_frame gi_running gi_code gi_yieldfrom __name__ gi_suspended',
    'tb': 'tb_next tb_frame tb_lineno tb_lasti',
    'sys._getframe()': 'f_locals f_globals f_code f_back f_trace_lines f_trace_opcodes f_lasti f_builtins f_generator',
    'slice(1)': 'start step', 'range(1)': 'start', '1j': 'real imag', '1': 'real numerator', '1.0': 'real',
    'super(int, 1)': '__self__ __thisclass__', 'property()': 'fget __doc__ __name__',
    'staticmethod(1)': '__func__ __wrapped__ __isabstractmethod__ __dict__', 'S.a': '__name__ __objclass__ __doc__',
    'len': '__name__ __self__ __doc__ __text_signature__', '[].append': '__self__ __name__', 'int.real': '__name__',
    'int.__add__': '__name__ __doc__', 'list[int]': '__args__ __origin__ __parameters__', 'int | str': '__args__',
    'sys.version_info': 'major n_fields x', 'sys.flags': 'gil',
    'StopIteration()': 'value args __context__ __cause__ __traceback__ __suppress_context__ __notes__ __dict__',
    'SyntaxError()': 'msg lineno', 'OSError()': 'errno characters_written', 'UnicodeDecodeError("a", b"", 1, 2, "")': 'start reason object encoding',
    'ExceptionGroup("", [KeyError()])': 'message exceptions', 'ImportError()': 'name path msg', 'AttributeError()': 'name obj', 'SystemExit()': 'code',
    'memoryview(b"")': 'obj nbytes', 'int': '__base__ __basicsize__ __flags__ __mro__ __dict__', 'S': '__base__ __basicsize__ __dictoffset__ __mro__ __flags__ __text_signature__',
    'gen.__get__(1)': '__func__ __self__ __name__ __doc__ x', '(lambda: gen).__code__': 'co_freevars', 't"{1}"': 'strings values interpolations',
    't"{1}".interpolations[0]': 'value', '(lambda x: (lambda: x).__closure__[0])(1)': 'cell_contents', 'type.__dict__': 'x', 'Ellipsis': 'x', 'object()': 'x __class__ __doc__', '{}.keys()': 'mapping',
}
for o, names in ATTRIBUTES.items():
    for name in names.split():
        for value in ('5', 'None', '"s"', '()', '{}', 'KeyError()'):
            attempt(f'({o}).{name} = {value}')
        attempt(f'del ({o}).{name}')
for t in (list, dict, int, bool, float, object, map, zip, property, type(len), type(gen), BaseException, super):
    print(t.__name__, t.__text_signature__)
for f in (len, int.__new__, list.append, globals, dict.fromkeys, str.join, int.__add__, AttributeError.name, slice.start):
    print(f, type(f).__name__, getattr(f, '__text_signature__', None)) if not isinstance(f, type(int.__new__)) or f is len else print(f.__text_signature__)
