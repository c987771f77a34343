import argparse, sys, io, contextlib
def make():
    p = argparse.ArgumentParser(prog='prog', description='What it does. ' * 8, epilog='The end.')
    p.add_argument('files', nargs='+', metavar='FILE', help='files to read')
    p.add_argument('-v', '--verbose', action='count', default=0, help='more words (default: %(default)s)')
    p.add_argument('-o', '--output', type=argparse.FileType('w') if 0 else str, help='where to write')
    p.add_argument('--level', choices=['low', 'high'], default='low')
    p.add_argument('--num', type=int, required=True, metavar='N')
    p.add_argument('--flag', action=argparse.BooleanOptionalAction, help='a switch')
    p.add_argument('--version', action='version', version='%(prog)s 1.0')
    g = p.add_argument_group('special', 'special options')
    g.add_argument('--x', action='append', dest='xs')
    m = p.add_mutually_exclusive_group()
    m.add_argument('--a', action='store_true'); m.add_argument('--b', action='store_const', const=3)
    return p
def run(*argv, p=None):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try: r = (p or make()).parse_args(argv)
        except SystemExit as e: r = f'exit {e.code}'
    print(argv, '->', r); print(out.getvalue(), err.getvalue(), sep='', end='')
run('-h'); run('f', '--num', '3', '-vv', '--x', '1', '--x=2', '--a'); run(); run('f'); run('f', '--num', 'z'); run('f', '--num=1', '--level', 'mid'); run('f', '--num=1', '--a', '--b')
run('f', '--num=1', '--nope'); run('f', '--ver'); run('f', '--ve'); run('--version'); run('f', '--num=1', '--no-flag'); run('f', '--num', '-1', '--', '-x'); run('f', '--num=1', '-o')
p = argparse.ArgumentParser(prog='git', formatter_class=argparse.ArgumentDefaultsHelpFormatter)
s = p.add_subparsers(dest='cmd', required=True, title='commands', help='what to do')
c = s.add_parser('commit', help='record', aliases=['ci'], description='Record changes.'); c.add_argument('-m', default='msg', help='text'); c.set_defaults(f='commit')
d = s.add_parser('push', help='send'); d.add_argument('remote', nargs='?', default='origin'); d.add_argument('refs', nargs=argparse.REMAINDER)
for argv in (['-h'], ['commit', '-h'], ['ci', '-m', 'x'], ['push'], ['push', 'up', 'a', '-b'], [], ['nope']): run(*argv, p=p)
p = argparse.ArgumentParser(prog='x', prefix_chars='+-', fromfile_prefix_chars='@', add_help=False, allow_abbrev=False, usage='%(prog)s [stuff]', exit_on_error=False)
p.add_argument('+f', '++foo', nargs=2, type=float); p.add_argument('bar', nargs='*', default=['d'])
run('+f', '1', '2.5', 'a', p=p); print(p.parse_known_args(['--q', 'z'])); print(p.format_usage(), p.format_help())
try: p.parse_args(['+f', '1'])
except argparse.ArgumentError as e: print(e, e.argument_name)
print(argparse.Namespace(a=1, b='x'), argparse.Namespace(a=1) == argparse.Namespace(a=1), 'a' in argparse.Namespace(a=1), p)
class A(argparse.Action):
    def __call__(self, parser, ns, values, option_string=None): setattr(ns, self.dest, values.upper())
p = argparse.ArgumentParser(prog='y', formatter_class=argparse.RawDescriptionHelpFormatter, description='a\n  b'); p.add_argument('--z', action=A, help=argparse.SUPPRESS); p.add_argument('--w', type=lambda v: 1 / 0 if v == 'b' else v, nargs='?', const='c', help='very long help text ' * 6)
run('--z', 'q', '--w', p=p); run('-h', p=p)
