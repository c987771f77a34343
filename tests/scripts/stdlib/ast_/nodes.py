import ast
import copy
import pickle
import warnings

warnings.simplefilter("always")
warnings.showwarning = lambda m, c, *rest: print("  warning:", c.__name__, m)


def t(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "!", type(e).__name__, e)


for cls in (ast.AST, ast.mod, ast.stmt, ast.expr, ast.BinOp, ast.Add, ast.operator, ast.arguments, ast.Constant):
    print(cls, cls.__doc__, cls._fields, cls._attributes, cls.__match_args__, cls.__mro__[1:-1])
    print(cls.__dict__.get("_field_types"), cls.__module__)

t("ast.Name()")
t("ast.Name('x')")
t("ast.Name('x', ast.Load(), 3)")
t("ast.Name('x', id='y')")
t("ast.Name('x', foo=1)")
t("ast.Name('x').ctx")
t("ast.List().elts")
t("ast.Return().value")
t("vars(ast.Return())")
t("sorted(vars(ast.FunctionDef('f')))")
t("ast.AST()")
t("ast.AST(1)")
t("ast.AST(a=1)")
t("ast.expr('x')")
t("ast.parse('x=1+2\\ny')")
t("ast.parse('f(1,2,3)').body[0].value")
t("ast.parse('f(1,2)').body[0]")
t("ast.Name('x').__reduce__()")
t("ast.Module([], []) == ast.Module([], [])")
t("ast.Load() is ast.Load()")
t("ast.parse('x').body[0].value.ctx is ast.parse('y').body[0].value.ctx")
t("copy.replace(ast.Name('x'), id='y').id")
t("copy.replace(ast.Name('x'), idd='y').id")
t("ast.Name('x').__replace__(1)")
t("ast.Name(**{'id': 'x', 'lineno': 3}).lineno")
t("ast.dump(pickle.loads(pickle.dumps(ast.parse('a = b + 1'))))")
t("ast.dump(copy.deepcopy(ast.parse('a = b + 1')))")


class Mine(ast.expr):
    _fields = ("a", "b")
    _field_types = {"a": int, "b": list[int]}


t("Mine(1).b")
t("Mine().b")
t("ast.dump(Mine(1, [2]))")
match ast.parse("a.b", mode="eval").body:
    case ast.Attribute(ast.Name(name), attr):
        print(name, attr)
