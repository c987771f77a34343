def f():
    e = ValueError('message\nof two lines')
    e.add_note('first note')
    e.add_note('second\nnote')
    raise e

f()
