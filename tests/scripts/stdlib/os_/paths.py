import os, os.path as p, pathlib
print(p.join('a', 'b', '/c', 'd'), p.split('/a/b'), p.splitext('x.tar.gz'), p.basename('/a/b/'), p.dirname('/a/b'), p.normpath('a/../b//c/.'), p.isabs('/a'), p.commonpath(['/a/b', '/a/c']), p.relpath('/a/b', '/a/c'), p.expanduser('x'), p.commonprefix(['abc', 'abd']), os.sep, os.linesep.encode(), os.curdir, os.name)
P = pathlib.PurePosixPath
q = P('/a/b/c.tar.gz')
print(q, q.name, q.stem, q.suffix, q.suffixes, q.parent, q.parts, q / 'd', q.with_suffix('.x'), q.relative_to('/a'), q.is_absolute(), P('a') < P('b'), q.match('*.gz'), repr(q), [str(x) for x in q.parents], P('a//b/./c'), q.with_name('n'))
d = 'os_paths.tmp'
os.makedirs(p.join(d, 'sub'))
with open(p.join(d, 'f.txt'), 'w') as f: f.write('hello')
print(sorted(os.listdir(d)), p.exists(d), p.isdir(d), p.isfile(p.join(d, 'f.txt')), p.getsize(p.join(d, 'f.txt')), os.stat(p.join(d, 'f.txt')).st_size, sorted(e.name for e in os.scandir(d)), [(r, sorted(ds), sorted(fs)) for r, ds, fs in os.walk(d)])
os.rename(p.join(d, 'f.txt'), p.join(d, 'g.txt'))
print(pathlib.Path(d, 'g.txt').read_text(), sorted(str(x) for x in pathlib.Path(d).glob('*')), pathlib.Path(d).is_dir())
os.remove(p.join(d, 'g.txt')); os.rmdir(p.join(d, 'sub')); os.rmdir(d)
for f in (lambda: os.remove('missing'), lambda: os.mkdir('.'), lambda: os.listdir('missing'), lambda: os.rmdir('missing'), lambda: os.stat('missing'), lambda: p.join(1), lambda: os.getenv('SURELY_NOT_SET'), lambda: os.environ['SURELY_NOT_SET']):
    try:
        print(f())
    except (OSError, TypeError, KeyError) as e:
        print(type(e).__name__, e)
os.environ['MY_TEST'] = 'v'
print(os.environ['MY_TEST'], os.getenv('MY_TEST'), os.getenv('X_UNSET', 'd'), 'MY_TEST' in os.environ, os.getpid() > 0, isinstance(os.getcwd(), str))
