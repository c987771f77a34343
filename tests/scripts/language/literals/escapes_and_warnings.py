# Escapes in every kind of string, and what the compiler warns of.
import warnings
def attempt(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            text = ascii(eval(source))
        except SyntaxError as e:
            text = f'{e.msg} {e.lineno} {e.offset} {e.end_offset}'
        except Exception as e:
            text = f'{type(e).__name__} {e}'
        print(ascii(source), '->', text, [(w.category.__name__, str(w.message), w.lineno) for w in caught])
for body in (r'\a\b\f\n\r\t\v\\\'\"', r'\0', r'\08', r'\7', r'\77', r'\377', r'\400', r'\777', r'\x41', r'\x4', r'\xg1', r'\x', r'\u0041', r'\u004', r'\ud800', r'\U0001F600', r'\U0011FFFF', r'\U0001', r'\N{BULLET}', r'\N{bullet}', r'\N{NOT A NAME}', r'\N{', r'\N', r'\N{}', r'\d', r'\ ', r'\8', r'\c\d', '\\\n', 'a\\', r'\é', r'{x}', r'{{\d}}', r'\x7b', r'\N{LEFT CURLY BRACKET}'):
    for prefix in ('', 'b', 'r', 'f', 'rb', 't', 'u'):
        if prefix == 't' and not body.startswith(('\\d', '{')): continue
        attempt(f"{prefix}'{body}'")
for source in ('"a" "b"', 'f"{1}" "x" f"{2}"', 'b"é"', 'rb"é"', 'u"a" "b"', 'ur"a"', 'bu"a"', "'''a\nb'''", '"a\nb"', "'''a", '"a', 't"a" "b"', 't"a" t"{1}"', 'f"a" t"b"', '1 is 1', '1 == 1 is True', '"a" is x', '() is ()', 'x is not 5', 'None is None', '1()', '"a"()', '[1]()', '(1)(2)', '{}()', '[1, 2][1, 2]', '[1]["a"]', '"a"["b"]', '(1, 2)["a"]', '{1}[0]', '1[0]', '[1](2)', '[(1, 2) (3, 4)]', 'f"{x}"()', '(lambda: 0)[0]', '(x for x in y)[0]', '...[0]', '0xg', '0b2', '0o8', '1_000', '1__0', '1_', '0_0', '012', '00', '1.5.2', '1e', '1ex', '0x_f', '1if 1else 2', '0x1for x in y', '1_j', '5in x', '1or 2', '1.and 2', '0b1and 1', '1not in x', '$', '?', '!', 'a!b', '`a`', 'é', '½', 'a\u2028b', '\ufeff1', 'x\x00', '\x0c1', '“a”', 'a；b', '1 ‐ 2'):
    attempt(source)
