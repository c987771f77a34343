import time, posix, sys

t = time.struct_time(range(9))
print(t, t.tm_year, t[1], t[2:4], len(t), t == tuple(range(9)), hash(t) == hash(tuple(range(9))), t.tm_zone)
print(time.struct_time(range(11)).tm_gmtoff, isinstance(t, tuple), type(t).n_fields, type(t).n_sequence_fields)
print(t.__reduce__(), t.__replace__(tm_year=5), type(t).__match_args__)
for f in [lambda: time.struct_time((1, 2)), lambda: time.struct_time(range(12)), lambda: time.struct_time(5),
          lambda: t.__replace__(x=1), lambda: type(sys.flags)(()), lambda: posix.stat_result(range(3))]:
    try:
        f()
    except TypeError as e:
        print(e)
try:
    t.tm_year = 5
except AttributeError as e:
    print(e)
try:
    t.other
except AttributeError as e:
    print(e)
r = posix.stat_result(range(19))
print(r, r.st_atime, r.st_mtime_ns, r.st_rdev, r[7])
match t:
    case time.struct_time(year, month):
        print(year, month)
