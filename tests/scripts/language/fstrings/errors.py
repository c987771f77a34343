for source in ("f'{}'", "f'{ }'", "f'{'", "f'}'", "f'{x'", "f'{x!}'", "f'{x!z}'", "f'{x!r }'", "f'{x:{y}'", "f'{a b}'", "f'{*x}'", "f'{x = y}'", "f'{lambda x: 1}'",
               "f'{!r}'", "f'{:x}'", "f'{x!r:{}}'", "f'{def}'", "f'{x;y}'", "f'{x:{y:{z}}}'", "f'{a,}'", "f'{yield}'", "f'{x}' b'y'", "f'{x!ss}'", "f'{\\'a\\'}'", "f'{#}'", "fb'x'", "f'{x:=5}'"):
    try:
        compile(source, '', 'eval')
        print('ok', source)
    except SyntaxError as e:
        print(source, '|', e.msg)
