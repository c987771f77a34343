for w in (0, 3, 6, 7):
    print([s.center(w) + '|' for s in ('ab', 'abc')], ['ab'.ljust(w, '*'), 'ab'.rjust(w, '-'), '-5'.zfill(w), '+x'.zfill(w), ''.zfill(w)])
print('é'.center(4, '日'), 'a'.ljust(3, '😀'), 'abc'.center(-5), '--1'.zfill(6))
for f in (lambda: 'a'.center(5, 'xy'), lambda: 'a'.ljust(5, ''), lambda: 'a'.rjust('5'), lambda: 'a'.center()):
    try:
        print(f())
    except TypeError as e:
        print(e)
