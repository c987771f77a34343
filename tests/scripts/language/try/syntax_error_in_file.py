# expect error: SyntaxError: '(' was never closed
print('never printed')
x = (1,
y = 2
