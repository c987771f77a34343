# Reading and writing tables in all dialects.
import csv
import io

TEXT = 'a,b c,"d, e","f ""q"" g",\r\n1,2.5,,"line\r\nbreak",x\r\n\r\n"",only\r\n'
for row in csv.reader(io.StringIO(TEXT, newline='')):
    print(row)
for options in ({}, {'delimiter': ';'}, {'quoting': csv.QUOTE_ALL}, {'quoting': csv.QUOTE_NONNUMERIC}, {'quoting': csv.QUOTE_NONE, 'escapechar': '\\'}, {'doublequote': False, 'escapechar': '\\'}, {'lineterminator': '\n', 'quotechar': "'"}, {'quoting': csv.QUOTE_STRINGS}, {'quoting': csv.QUOTE_NOTNULL}, {'dialect': 'excel-tab'}, {'dialect': 'unix'}):
    out = io.StringIO()
    w = csv.writer(out, **options)
    w.writerow(['a', 'b,c', 'd"e', "f'g", 1, 2.5, None, '', 'x\ny', ' s ', 'q;r\tt'])
    if options.get('quoting') != csv.QUOTE_NONE:
        w.writerow([''])
    w.writerows([[1, 2], ()])
    print(options, repr(out.getvalue()))
    if 'quoting' not in options:
        print([r for r in csv.reader(io.StringIO(out.getvalue(), newline=''), **options)])
out = io.StringIO()
w = csv.DictWriter(out, ['x', 'y'], restval='-')
w.writeheader()
w.writerow({'x': 1})
print(repr(out.getvalue()), list(csv.DictReader(io.StringIO('x,y\n1,2\n3\n4,5,6\n'))))
for call in ("csv.reader(5)", "csv.reader([], 'nope')", "csv.reader([], delimiter='ab')", "csv.reader([], foo=1)", "list(csv.reader([b'a']))", "list(csv.reader(['a\\nb']))", "list(csv.reader(['\"a\"b'], strict=True))", "list(csv.reader(['\"a'], strict=True))", "csv.writer(5)", "csv.writer(io.StringIO()).writerow(5)", "csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(['a,b'])", "csv.writer(io.StringIO(), quoting=9)", "csv.get_dialect('nope')", "csv.field_size_limit()", "list(csv.reader(['1,\"2\",'], quoting=csv.QUOTE_NONNUMERIC))", "list(csv.reader(['a, b'], skipinitialspace=True))", "csv.Sniffer().sniff('a;b\\nc;d\\n').delimiter", "csv.list_dialects()"):
    try:
        print(call, '->', eval(call) if 'reader(' not in call or 'list' in call else type(eval(call)).__name__)
    except Exception as e:
        print(call, '!!', type(e).__name__, e)
