import _tokenize, io
def t(src, extra=True):
    print(repr(src))
    try:
        for x in _tokenize.TokenizerIter(io.StringIO(src).readline, extra_tokens=extra): print('  ',x)
    except BaseException as e: print('  ',type(e).__name__, e, getattr(e,'lineno',None), getattr(e,'offset',None), getattr(e,'text',None))
for s in ["", "x", "x\n", "x # c", "# c", "\n", "  x\n", "if x:\n  y", "if x:\n  y\n", "if x:\n  y\n\n\n# c\n", "$", "a?b", "a!b", "'abc", "'''abc\ndef", "(a", "(a]", "x\r\ny\r\n", "if x:\n    y\n  z\n", "f'{x}'", "f'{x", "f'a{{b}}c\\n'", "f'{x=!r:a}'", "rf'''a\n{b\n}c'''", "t'{x}'", "0x", "1_", "1a", "a\\\nb", "a\\\n", "é = 'ü'\n", "async def f(): await x", "1 if 2else 3","@a->b:=c...", "\tx", "if x:\n\ty\n        z\n", "x;y", "\f x\n", "def f():\n  pass\n# c\n  # d\nx"]: t(s)
