# Which sources are patterns, and what is said about the others.
SOURCES = ("f'x'", "f''", "t'x'", "'a' f'b'", "f'{1}'", "{f'x':1}", "{t'x':1}", "{'a' 'b':1}", "t''", "{-1:1}", "{1+2j:1}", "{-1-2j:y}", "-1", "1+2j", "1-2", "-1+2j", "{f'a':1,**r}", "{x.y:1}", "{x.y:1,x.y:2}",
    "{1:1,True:2}", "{1:1,1.0:2}", "{0:1,-0:2}", "-(1)", "+1", "~1", "not 1", "b'a' b'c'", "None.x", "...", "x.y.z", "x()", "x.y()", "x[0]", "(x)", "(x,)", "x,", "*x", "*_,", "[*_]", "[*x,*y]", "{**x,}", "{**x,1:2}", "{**_}", "C(1,*x)", "C(**x)", "C(x=1,2)", "C(x=1,x=2)", "C(1,)", "x if y",
    "lambda:1", "x:=1", "(x:=1)", "1 if 1 else 2", "1<2", "1 and 2", "await x", "yield", "_ as _", "1 as x.y", "1 as x[0]", "1 as (x)", "x | y | z", "_ | _", "(_) | 1", "1 | (x)", "1 as x | 2", "(1 as x) | (2 as x)", "(1 as x) | (2 as y)", "[x] | [y]", "{1:x}|{2:x}", "str()|_",
    "__debug__", "x as __debug__", "C(__debug__=1)", "{**__debug__}", "[*__debug__]", "True", "True()", "True.x", "1.5", "0x1f", "1j", "-1j", "1+1j+1j", "'a'+'b'", "u'x'")
for source in SOURCES:
    try:
        compile(f'match 1:\n  case {source}: pass', '', 'exec')
        print('ok', source)
    except SyntaxError as e:
        print(source, '|', e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
