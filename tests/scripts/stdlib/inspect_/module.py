import inspect, functools, sys
def f(a, /, b: int = 1, *args, c, d=2, **kw) -> str:
    "doc  string\n    second"
    return a
class A:
    "class doc"
    x = 1
    def __init__(self, p, q=3): pass
    def m(self): "m doc"; return inspect.currentframe()
    @classmethod
    def c(cls, z): pass
    @staticmethod
    def s(z, *, y): pass
    @property
    def prop(self): return 1
    async def co(self): pass
    def gen(self): yield
    async def ag(self): yield
class B(A):
    def m(self): pass
def t(s):
    try: print(s, '->', eval(s))
    except Exception as e: print(s, '!', type(e).__name__, e)
for s in ['inspect.signature(f)', 'inspect.signature(A)', 'inspect.signature(A.m)', 'inspect.signature(A(1).m)', 'inspect.signature(A.c)', 'inspect.signature(A.s)', 'inspect.signature(len)', 'inspect.signature(list.append)', 'inspect.signature(sorted)', 'inspect.signature(print)', 'inspect.signature(dict.get)', 'inspect.signature(str.split)', 'inspect.signature(int)', 'inspect.signature(type)', 'inspect.signature(functools.partial(f, 1, c=3))', 'inspect.signature(lambda *a, k=1: 0)', 'inspect.getdoc(f)', 'inspect.getdoc(B.m)', 'inspect.getsource(f)', 'inspect.getsource(A.m)', 'inspect.getsource(B)', 'inspect.getsourcelines(f)[1]', 'inspect.getfile(A)[-8:]', 'inspect.getmodule(f).__name__', 'inspect.getfullargspec(f)', 'inspect.isfunction(f), inspect.ismethod(A(1).m), inspect.isclass(A), inspect.isgeneratorfunction(A.gen), inspect.iscoroutinefunction(A.co), inspect.isasyncgenfunction(A.ag), inspect.isbuiltin(len), inspect.ismodule(sys), inspect.isroutine(len), inspect.ismethoddescriptor(str.join), inspect.isdatadescriptor(A.prop), inspect.isabstract(A)', '[n for n, v in inspect.getmembers(A) if not n.startswith("__")]', 'inspect.getmro(B)', 'inspect.signature(f).bind(1, c=2)', 'inspect.signature(f).bind(1)', 'inspect.signature(f).bind_partial().arguments', 'inspect.signature(f).parameters["b"].kind, inspect.signature(f).parameters["b"].default', 'inspect.signature(f).replace(return_annotation=int)', 'inspect.getcallargs(f, 1, c=2)', 'inspect.cleandoc("  a\\n    b\\n")', 'inspect.classify_class_attrs(B)[-1]', 'inspect.unwrap(f) is f', 'inspect.currentframe().f_lineno', 'inspect.stack()[0].function', 'inspect.formatannotation(int)', 'inspect.getsource(inspect.getdoc)[:20]', 'inspect.signature(A.prop.fget)', 'inspect.getcomments(f)', 'inspect.getgeneratorstate(A(1).gen())', 'inspect.get_annotations(f)', 'inspect.signature(inspect.signature)', 'inspect.signature(object)', 'inspect.signature(Exception)', 'inspect.signature(range)', 'inspect.signature(open)', 'inspect.signature(dict.fromkeys)', 'inspect.signature(bytes.decode)', 'inspect.getsource(len)', 'inspect.signature(5)', 'inspect.Parameter("a", inspect.Parameter.KEYWORD_ONLY, default=1)', 'inspect.Signature([inspect.Parameter("a", inspect.Parameter.POSITIONAL_ONLY)])', 'inspect.signature(f, annotation_format=__import__("annotationlib").Format.STRING)', 'inspect.isawaitable(1)', 'inspect.getmodulename("/a/b.py")']: t(s)
def outer():
    fi = inspect.stack()[1]
    print(fi.function, fi.lineno, fi.code_context, fi.index, fi.positions)
    print(inspect.getframeinfo(inspect.currentframe()).function, sorted(inspect.getargvalues(inspect.currentframe()).locals))
outer()
