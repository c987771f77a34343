x, s, pi = 5, 'text', 3.14159
print(f'{x} {s} {x + 1} {x!r} {s!r} {s!s} {"é"!a}')
print(f'{x:>5}|{x:<5}|{x:^5}|{x:05}|{s:>8}|{s:.2}|{pi:.2f}|{pi:10.3f}|{x:+}|{x:x}|{x:b}|{1000000:,}|{pi:e}|{0.5:%}')
w, p = 10, 3
print(f'{pi:{w}.{p}}|{s:{"*"}^{w}}|{x:{w}}|{pi:{w}.{p}f}')
print(f'{{}} {{{x}}} {{{{}}}}', f'{ x }', f'{x,}', f'{[1, 2][0]}', f"{'nested'}", f'{"a" "b"}')
print(f'{x=} {x = } {x=!s} {s=} {s=!r:>8} {x + 1=} {pi=:.2f} { s =!s}')
print(f'{(lambda: 7)()}', f'{ {1: 2}[1] }', f'{x if x > 3 else s}', f'{x:{">" if x else "<"}4}')
print(f'a' 'b' f'{x}' "c", f'', f'''multi
{x}
line''')
print(rf'\n{x}\t', fr'{s}\d', F'{x}', Rf'\{x}')
print(f'{x!r:^{w}}', f'{x:d}' f'{s}', f'{f"{f"{x}"}"}', f"{'"'}", f'{s.upper()}', f'{x:\x3e5}')
print(f'{"\n".join(["a", "b"])}', f'{x # comment
}', f'''{
    x
}''')
print(f'\N{GREEK SMALL LETTER PI} \u00e9 \x41 {x}')
for bad in ("f'{x:z}'", "f'{s:d}'", "f'{x!r:d}'", "f'{undefined}'", "f'{[]:>5}'"):
    try:
        print(eval(bad))
    except (ValueError, NameError, TypeError) as e:
        print(type(e).__name__, e)
