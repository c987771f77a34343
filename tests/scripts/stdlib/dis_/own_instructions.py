# minipy only: the instructions are minipy's own.
import dis
import io


def f(a, b=2):
    for x in range(a):
        if x > b:
            return x + b


def shown(x, **options):
    out = io.StringIO()
    dis.dis(x, file=out, **options)
    return out.getvalue()


names = [i.opname for i in dis.get_instructions(f)]
print('FOR_ITER' in names, 'BINARY_OP' in names)  # expect: True True
i = next(i for i in dis.get_instructions(f) if i.opname == 'LOAD_GLOBAL')
print(i.argval, i.argrepr, i.line_number - f.__code__.co_firstlineno, i.starts_line)  # expect: range range + NULL 1 True
print(shown('x + 1').splitlines()[0].split())  # expect: ['0', 'RESUME', '0']
text = shown(f)
print('L1:' in text, 'to L1' in text, dis.Bytecode(f).dis() == text)  # expect: True True True
for _ in range(50):
    f(3)
print(shown(f, adaptive=True) != text, shown(f) == text)  # expect: True True
print(dis.stack_effect(dis.opmap['POP_TOP']), dis.opname[dis.opmap['LOAD_CONST']])  # expect: -1 LOAD_CONST
print([line - f.__code__.co_firstlineno for _, line in dis.findlinestarts(f.__code__)][:2])  # expect: [0, 1]
print(dis.code_info(f).splitlines()[0].split())  # expect: ['Name:', 'f']
try:
    dis.dis(5)
except TypeError as e:
    print(e)  # expect: don't know how to disassemble int objects
