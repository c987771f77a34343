# More locals, names and constants than one byte can number.
src = 'def f():\n' + ''.join(f'    v{i} = {i} * 1000003\n' for i in range(300))
src += '    return ' + ' + '.join(f'v{i}' for i in range(300)) + '\n'
ns = {}
exec(src, ns)
print(ns['f']())
src = ''.join(f'g{i} = {i}.5\n' for i in range(300)) + 'total = ' + ' + '.join(f'g{i}' for i in range(300))
ns = {}
exec(src, ns)
print(ns['total'])
src = 'def f(' + ', '.join(f'a{i}' for i in range(300)) + '): return a0, a255, a256, a299'
exec(src, ns)
print(ns['f'](*range(300)))
src = 'def outer():\n' + ''.join(f'    c{i} = {i}\n' for i in range(270))
src += '    def inner():\n        return ' + ' + '.join(f'c{i}' for i in range(270)) + '\n    return inner()\n'
exec(src, ns)
print(ns['outer']())
