import sys
print(sys.version_info[:2], sys.version_info.major, sys.maxsize, sys.byteorder, sys.implementation.cache_tag is not None, sys.float_info.max, sys.int_info.bits_per_digit, sys.hash_info.width, sys.getdefaultencoding(), sys.maxunicode, sys.api_version > 0, sys.platform, type(sys.flags).__name__, sys.getrecursionlimit(), sys.argv, sys.stdout.name, sys.intern('a') is 'a')
print(sys.getrefcount(None) > 100, sys.getsizeof([]) > 0, sys.exc_info(), sys.exception(), sys.modules['sys'] is sys, 'builtins' in sys.builtin_module_names, callable(sys.exit), sys._getframe().f_lineno, sys._getframe().f_code.co_name, sys.float_info.epsilon, sys.int_info.default_max_str_digits, sys.call_tracing if 0 else '')
def f():
    fr = sys._getframe()
    return fr.f_code.co_name, fr.f_back.f_code.co_name, fr.f_locals is not None, fr.f_lineno
print(f())
sys.displayhook(5)
sys.displayhook(None)
import builtins
print(builtins._)
for g in (lambda: sys.setrecursionlimit(0), lambda: sys.setrecursionlimit('a'), lambda: sys._getframe(1000), lambda: sys.intern(5), lambda: sys.nothing, lambda: sys.exit(), lambda: sys.exit(3), lambda: sys.exit('m'), lambda: sys.exit((1, 2))):
    try:
        g()
    except (ValueError, TypeError, AttributeError) as e:
        print(type(e).__name__, e)
    except SystemExit as e:
        print('SystemExit', e.code, e.args)
