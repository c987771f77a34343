import string, textwrap
print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), string.capwords('hello big world'), string.Template('$who likes ${what} $$5').substitute(who='tim', what='kung pao'), string.Template('$a $b').safe_substitute(a=1), string.Formatter().format('{0} {x}', 1, x=2))
try:
    string.Template('$a').substitute()
except KeyError as e:
    print(e)
text = 'The quick brown fox jumps over the lazy dog and keeps running.'
print(textwrap.fill(text, 20), textwrap.wrap(text, 30), textwrap.shorten(text, 25), textwrap.dedent('  a\n    b\n  c'), textwrap.indent('a\nb\n', '> '), sep='\n')
