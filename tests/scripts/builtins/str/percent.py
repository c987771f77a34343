print('%s %r %a %d %i %u %f %.2f %e %g %x %X %o %c %c %%' % ('s', 'r', 'é', 1, 2, 3, 1.5, 2.345, 12345.678, 0.00001, 255, 255, 8, 65, 'z'))
print('%5d|%-5d|%05d|%+d|% d|%#x|%#o|%*d|%.*f|%-*s|' % (1, 2, 3, 4, 5, 255, 8, 6, 7, 2, 3.14159, 5, 'x'))
print('%(a)s %(b)05.1f %(a)r' % {'a': 'x', 'b': 2.5}, '%s' % 5, '%s' % [1, 2], '%s' % {'a': 1}, '%s' % None, '%s %s' % (1, (2, 3)), '%d' % 3.99, '%d' % True, '%x' % 2 ** 70, '%.3s|%5.1s' % ('abcdef', 'xyz'), '%%' % ())
print('%.0f %.0e %#.0f %g %g %g %g' % (2.5, 12345, 3.0, 1e10, 1e-5, 123456789.0, 100000), '%10.4s|' % 'abcdefgh', '%c' % '😀', '%s' % ((),), '%d%%' % 50)
for f in (lambda: '%s' % (), lambda: '%s' % (1, 2), lambda: '%d' % 'a', lambda: '%z' % 1, lambda: '%' % 1, lambda: '%(a)s' % 1, lambda: '%(a)s' % {}, lambda: '%c' % 'ab', lambda: '%c' % -1, lambda: '%x' % 1.5, lambda: '%f' % 'a', lambda: '%*d' % ('a', 1), lambda: '%(a' % {'a': 1}, lambda: 'no format' % 5, lambda: '%d' % None, lambda: '%c' % 1.5, lambda: '%s %' % 1, lambda: '%(a)s %s' % {'a': 1}, lambda: 'x' % {'a': 1}, lambda: '%i' % 1j):
    try:
        print(f())
    except (ValueError, TypeError, KeyError, OverflowError) as e:
        print(type(e).__name__, e)
