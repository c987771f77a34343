print('{} {} {}'.format(1, 'a', None), '{0} {1} {0}'.format('x', 'y'), '{a} {b}'.format(a=1, b=2), '{0.real} {0.imag}'.format(5), '{0[1]} {0[k]}'.format({'k': 'v', 1: 'one'}), '{0[1]}'.format([1, 2]), '{:>5}|{:<5}|{:^5}'.format('a', 'b', 'c'))
print('{!r} {!s} {!a}'.format('é', 'é', 'é'), '{{}} {{{}}}'.format(1), '{:{}}'.format('x', 5), '{:{w}.{p}f}'.format(3.14159, w=8, p=2), '{0:{1}}{2}'.format('a', 3, 'b'), '{a.b[0].c}'.format(a=type('A', (), {'b': [type('B', (), {'c': 'deep'})]})))
print('{:d} {:x} {:#x} {:#b} {:o} {:c} {:,} {:_} {:e} {:g} {:%} {:n}'.format(5, 255, 255, 5, 8, 65, 1234567, 1234567, 12345.678, 0.0001, 0.25, 7))
print('{:+d} {: d} {:-d} {:05d} {:<05d} {:^+7d} {:*>5} {:=+6d}'.format(1, 2, 3, 4, 5, 6, 7, 8), '{:10.3}|{:.3}|{:s}'.format('abcdef', 'xyzw', 's'))
print(format(3.0, ''), format(1e20), format(0.1, '.20f'), format(1234.5678, ',.2f'), format(-0.0, '.1f'), format(-0.4, 'z.0f'), format(True), format(True, 'd'), format('a', '>3'), format(2 + 3j, '.1f'), format(10 ** 30, ','), format(255, '08b'), format(12345, '_x'), format(1e-5), format(100000.0, 'g'), format(1.5, '#.0f'), format(0, 'c').encode())
print('{}'.format_map({}) if False else '{k}'.format_map({'k': 1}))
class D(dict):
    def __missing__(self, k): return f'<{k}>'
print('{x} {y}'.format_map(D(x=1)))
for f in (lambda: '{}'.format(), lambda: '{0} {}'.format(1, 2), lambda: '{} {0}'.format(1), lambda: '{a}'.format(), lambda: '{'.format(), lambda: '}'.format(), lambda: '{0.x}'.format(1), lambda: '{0[x]}'.format([1]), lambda: '{!z}'.format(1), lambda: '{:z}'.format('a'), lambda: '{:d}'.format('a'), lambda: '{:d}'.format(1.5), lambda: '{:s}'.format(1), lambda: '{:,s}'.format('a'), lambda: '{:.2d}'.format(1), lambda: '{:c}'.format(-1), lambda: '{0!}'.format(1), lambda: '{:>>5>}'.format(1), lambda: format([], '5'), lambda: '{5}'.format(1), lambda: '{a.}'.format(a=1), lambda: '{a[}'.format(a=1), lambda: '{:{:{}}}'.format(1, 2, 3)):
    try:
        print(f())
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError) as e:
        print(type(e).__name__, e)
