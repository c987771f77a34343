import inspect, traceback, types, sys
def f(a, b=1, /, c=2, *args, d, e=3, **kw): "doc"; return a
print(inspect.signature(f), inspect.getdoc(f), inspect.isfunction(f), inspect.isclass(int), inspect.getfullargspec(f).args, list(inspect.signature(f).parameters), inspect.signature(f).bind(1, d=2).arguments, inspect.ismethod([].append), inspect.isgeneratorfunction(lambda: (yield)), inspect.getsource(f).strip(), inspect.signature(lambda *, x: 0), inspect.getmro(bool))
def g():
    raise ValueError('in g')
try:
    g()
except ValueError as e:
    lines = traceback.format_exc().splitlines()
    print(lines[0], lines[-1], traceback.format_exception_only(e), [fr.name for fr in traceback.extract_tb(e.__traceback__)], e.__traceback__.tb_next.tb_frame.f_code.co_name, e.__traceback__.tb_lineno)
print(traceback.extract_stack()[-1].name, types.SimpleNamespace(a=1), types.MappingProxyType({'a': 1})['a'], types.FunctionType, type(types), types.new_class('C', (), {}).__name__)
ns = types.SimpleNamespace(x=1, y=[2])
ns.z = 3
print(ns, ns == types.SimpleNamespace(x=1, y=[2], z=3), vars(ns))
try:
    types.MappingProxyType({})['a'] = 1
except TypeError as e:
    print(e)
