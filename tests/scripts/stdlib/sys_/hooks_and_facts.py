# sys: hooks, what it knows of the exception being handled, limits, and its tables.
import sys, builtins
def attempt(label, f):
    try:
        print(label, '->', f())
    except BaseException as e:
        print(label, '->', type(e).__name__, e)
print(sys.exc_info(), sys.exception())
try:
    1 / 0
except ZeroDivisionError as e:
    print(sys.exc_info()[0] is type(e), sys.exc_info()[1] is e, sys.exc_info()[2] is e.__traceback__, sys.exception() is e)
    try:
        [][0]
    except IndexError:
        print(repr(sys.exception()))
    print(repr(sys.exception()))
print(sys.exception())
# displayhook
sys.displayhook('shown')
print(builtins._)
sys.displayhook(None)
del builtins._
def hook(v): print('hooked', v)
sys.displayhook = hook
exec(compile('1 + 1\nNone' if 0 else '1 + 1', '', 'single'))
sys.displayhook = sys.__displayhook__
del sys.displayhook
attempt('lost', lambda: exec(compile('1', '', 'single')))
sys.displayhook = sys.__displayhook__
# unraisable
got = []
sys.unraisablehook = got.append
class Del:
    def __del__(self): raise ValueError('in del')
Del()
u = got[0]
print(type(u).__name__, u.exc_type.__name__, u.exc_value, u.err_msg.split(' at 0x')[0], u.object, len(u), type(u.exc_traceback).__name__)
del u
got.clear()
sys.unraisablehook = sys.__unraisablehook__
# excepthook is called with three arguments
attempt('excepthook', lambda: sys.excepthook())
attempt('unraisablehook', lambda: sys.unraisablehook(5))
# intern
a = ''.join(['in', 'terned'])
print(sys.intern(a) is sys.intern('interned'), sys._is_interned('x'))
attempt('intern', lambda: sys.intern(5))
class S(str): pass
attempt('intern sub', lambda: sys.intern(S('a')))
# limits
old = sys.getrecursionlimit()
print(old)
for n in (0, -1, 'a', 10**20):
    attempt(f'limit {n}', lambda: sys.setrecursionlimit(n))
sys.setrecursionlimit(2000)
print(sys.getrecursionlimit())
sys.setrecursionlimit(old)
for n in (0, -1.0, 'a'):
    attempt(f'interval {n}', lambda: sys.setswitchinterval(n))
print(sys.getswitchinterval())
for n in (5, -1, 'a', 640, 0):
    attempt(f'digits {n}', lambda: sys.set_int_max_str_digits(n))
print(sys.get_int_max_str_digits())
sys.set_int_max_str_digits(4300)
attempt('exit', lambda: sys.exit())
attempt('exit 3', lambda: sys.exit(3))
attempt('exit tuple', lambda: sys.exit((1, 2)))
attempt('exit two', lambda: sys.exit(1, 2))
print(sys.version_info[:3] >= (3, 14), sys.version_info.releaselevel, sys.hexversion >> 16 == 0x030e, sys.api_version, sys.byteorder, sys.maxsize, sys.maxunicode, sys.platform)
print(sys.float_info)
print(sys.int_info)
print(sys.hash_info)
print(sys.thread_info.name, len(sys.flags), sys.flags.optimize, sys.flags.gil, type(sys.implementation).__name__, sys.implementation.version == sys.version_info)
print(sys.copyright.startswith('Copyright'), type(sys.executable).__name__, sys.argv[0].endswith('hooks_and_facts.py'), sys.orig_argv[-1].endswith('.py'))
print('os' in sys.stdlib_module_names, 'requests' in sys.stdlib_module_names, type(sys.stdlib_module_names).__name__, len(sys.stdlib_module_names), 'sys' in sys.builtin_module_names, type(sys.builtin_module_names).__name__)
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors(), sys.stdout.encoding, sys.float_repr_style, sys.dont_write_bytecode in (True, False), sys.pycache_prefix, sys.platlibdir)
print(sys.is_finalizing(), sys.gettrace(), sys.getprofile(), sys._is_gil_enabled(), sys.is_stack_trampoline_active(), sys.get_coroutine_origin_tracking_depth(), sys.getallocatedblocks() >= 0)
attempt('origin', lambda: sys.set_coroutine_origin_tracking_depth(-1))
sys.set_coroutine_origin_tracking_depth(2)
async def co(): pass
def make(): return co()
c = make()
print([(len(o), o[2]) for o in c.cr_origin])
c.close()
sys.set_coroutine_origin_tracking_depth(0)
print(sys.getrefcount(object()), sys.getsizeof(5) > 0, sys.getsizeof('') < sys.getsizeof('aaaa'), sys.getsizeof([]) <= sys.getsizeof([1]))
class NoSize:
    __sizeof__ = None
attempt('size', lambda: sys.getsizeof(NoSize()))
attempt('size default', lambda: sys.getsizeof(NoSize(), 5))
events = []
sys.addaudithook(lambda e, a: events.append((e, a)) if e == 'mine' else None)
sys.audit('mine', 1, 2)
print(events)
attempt('audit', lambda: sys.audit())
attempt('audit int', lambda: sys.audit(5))
print(sys.call_tracing(lambda *a: a, (1, 2)))
attempt('call_tracing', lambda: sys.call_tracing(len, 5))
print(type(sys.warnoptions).__name__, type(sys._xoptions).__name__, sys.meta_path != [], sys.path_importer_cache.__class__.__name__)
print(sys.__name__, sys.__stdout__ is sys.stdout, sys.modules['sys'] is sys, sys.exec_prefix == sys.base_exec_prefix, sys.prefix == sys.base_prefix)
attempt('setattr', lambda: setattr(sys.flags, 'x', 1))
attempt('new flags', lambda: type(sys.flags)())
attempt('new version', lambda: type(sys.version_info)((1,)))
attempt('_getframe', lambda: sys._getframe('a'))
attempt('current frames', lambda: [type(f).__name__ for f in sys._current_frames().values()])
attempt('current exceptions', lambda: list(sys._current_exceptions().values()))
