'a' "b" '''c''' """d"""
''
u'a' 'b'
'b' u'a'
b'a' rb'\x' B"\x00\377"
r'\d\n'
'\a\b\f\n\r\t\v\\\'\"\0\12\x41\u00e9\U0001F600\N{BULLET}'
'line \
continued'
'\ud800' 'é\udfff'
"it's" 'say "hi"' 'both \' "'
f''
f'a'
f'{x}'
f'a{x}b{y!r}c{z!s:>10}d{w!a:{n}.{m}}e'
f'{x=}' f'{x = !r:3}' f'{ y + 1 = }'
f'{{a}}{b}}}{{'
f'{x:}' f'{x:{{y}}}'
rf'\d{x}\n' fr'\N{x}'
f'\N{BULLET}\x41{x}\n'
f'{a["b"]}' f"{f'{f"{1}"}'}"
f'{*a, b}' f'{yield}' f'{lambda_}' f'{(lambda x: x)}'
f'{a,}' f'{a:=5}' f'{(a:=5)}' f'{a!=b}'
f'''{
    x  # comment
    = }
{y:
}'''
'a' f'{x}' 'b' f'c' 'd'
'' f'{x}' ''
t''
t'a{x}b{ y + 1 !r:>{w}}c'
t'{x = }' t'd' t'{y}'
rt'\d{x}'
f'{x:%H:%M}' f'{x!r:^{width}.{prec}}'
f'{d["a"]:{"b"}}'
