# Operands of more than 15 and 16 bits.
n = 33000
names = [f'n{i}' for i in range(n)]
source = 'def f(' + ', '.join(f'a{i}=None' for i in range(3)) + '):\n'
source += '  t = 0\n' + ''.join(f'  t += {i + 1000}.5\n' for i in range(n)) + '  return t\n'
space = {}
exec(source, space)
print(space['f']())

source = 'class C: pass\nc = C()\n' + ''.join(f'{x} = {i}\n' for i, x in enumerate(names))
source += 'def g():\n  t = 0\n' + ''.join(f'  t += {x}\n' for x in names) + '  return t\n'
exec(source, space)
print(space['g'](), space['g']())

source = 'def loop(k):\n  t = 0\n  for i in range(k):\n' + ''.join(f'    t += i\n' for i in range(12000)) + '    if t < 0: break\n  else:\n    t += 1\n  return t\n'
exec(source, space)
print(space['loop'](5), space['loop'](0))
