code = compile('def f(x):\n    return x + undefined\n', '<made up>', 'exec')
exec(code)
eval('f(1) + 2')
