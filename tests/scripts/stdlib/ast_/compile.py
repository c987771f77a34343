import ast


def t(text):
    try:
        print(text, "->", eval(text))
    except Exception as e:
        print(text, "!", type(e).__name__, e)


def run(node):
    return eval(compile(ast.fix_missing_locations(ast.Expression(node)), "", "eval"))


PLACE = dict(lineno=1, col_offset=0)
t("compile(ast.Expression(ast.Name('x')), '', 'eval')")
t("compile(ast.Expression(3), '', 'eval')")
t("compile(ast.Module(3, []), '', 'exec')")
t("compile(ast.Module([3], []), '', 'exec')")
t("compile(ast.parse('x'), '', 'eval')")
t("compile(ast.Name('x'), '', 'eval')")
t("compile(ast.Expression(ast.Name(3, ast.Load(), **PLACE)), '', 'eval')")
t("run(ast.Constant([]))")
t("run(ast.Name('x', ast.Store()))")
t("run(ast.Name('None', ast.Load()))")
t("run(ast.BoolOp(ast.And(), []))")
t("run(ast.Dict([None], []))")
t("run(ast.Compare(ast.Constant(1), [], []))")
t("run(ast.Constant((1, (2, 'x'), b'y', None, ..., 2.5, 1+2j)))")
t("run(ast.Constant(2**100))")
t("run(ast.BinOp(ast.Constant(2), ast.Pow(), ast.Constant(5)))")
t("run(ast.JoinedStr([ast.Constant('a'), ast.FormattedValue(ast.Constant(1.5), ord('r'))]))")
t("compile(ast.Module([ast.Pass(lineno=5, col_offset=3, end_lineno=4, end_col_offset=1)], []), '', 'exec')")
t("compile(ast.Module([ast.Pass(lineno=5, col_offset=3, end_lineno=5, end_col_offset=1)], []), '', 'exec')")
t("compile(ast.Module([ast.Raise(None, ast.Constant(1, **PLACE), **PLACE)], []), '', 'exec')")
t("compile(ast.Module([ast.If(ast.Constant(1, **PLACE), **PLACE)], []), '', 'exec')")
t("compile(ast.parse('x', mode='single'), '', 'single')is not None")
t("compile('x', '', 'exec', ast.PyCF_ONLY_AST)")
t("compile(ast.parse('x'), '', 'exec', ast.PyCF_ONLY_AST)")
t("ast.literal_eval('[1, {2: (3, -4)}, {5}, b\"x\", 1-2j, None, True]')")
t("ast.literal_eval('f()')")
t("ast.literal_eval('1 + x')")
t("ast.parse('1 +')")


class Swap(ast.NodeTransformer):
    def visit_BinOp(self, node):
        self.generic_visit(node)
        node.left, node.right = node.right, node.left
        return node


tree = Swap().visit(ast.parse("print(1 - 2 - 5)"))
exec(compile(tree, "<swapped>", "exec"))
print(ast.unparse(tree))
source = '''
@deco(1)
class C[T: int = str](Base, metaclass=M):
    """doc"""
    x: int = 1
    async def f(self, a, /, b=2, *args: int, c, d=4, **kw) -> None:
        async with a as b, c:
            await g(*a, **b)
        return [i async for i in x if i if not j]
    def g():
        global q; nonlocal_ = yield; yield from z
        try: pass
        except* (A, B) as e: raise e from None
        else: del a[1:2, ::3], b.c
        finally: assert x, "m"
type A[*Ts, **P] = dict[str, *Ts]
match x:
    case [1, *_, {"k": v, **rest}] | C(a, b=None) | (-1 + 2j) as n if n: pass
    case _: pass
lambda x=1, *, y: (x := y) if x else {**x, 1: 2} | {1, 2}
f"{x!r:>{w}} {y=}" f'{{}}' "z"
t"{a}b"
while not x < y <= z != w is None in q: continue
from ..a.b import c as d, e
import f.g as h
x @= y << 1; x, *y = z = 1; print(a if b else c, *d, e=1)
'''
tree = ast.parse(source)
text = ast.unparse(tree)
print(text)
print(ast.dump(ast.parse(text)) == ast.dump(tree))
print(ast.dump(tree, indent=2)[:600])
print(sorted({type(n).__name__ for n in ast.walk(tree)}))
print(ast.get_docstring(tree.body[0]), ast.get_source_segment(source, tree.body[1]))
print([n.lineno for n in ast.iter_child_nodes(tree)])
