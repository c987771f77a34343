import argparse
p = argparse.ArgumentParser(prog='demo', description='A demo.')
p.add_argument('file')
p.add_argument('-n', '--number', type=int, default=3, help='how many')
p.add_argument('-v', action='store_true')
p.add_argument('--list', nargs='*')
p.add_argument('--kind', choices=['a', 'b'])
print(p.parse_args(['x']), p.parse_args(['-n5', 'y', '-v', '--list', '1', '2', '--kind', 'b']))
print(p.format_usage())
for bad in ([], ['x', '-n', 'z'], ['x', '--kind', 'c'], ['x', '--nope']):
    try:
        import contextlib, io
        err = io.StringIO()
        with contextlib.redirect_stderr(err): p.parse_args(bad)
    except SystemExit as e:
        print(e.code, err.getvalue().splitlines()[-1])
