for text in ('1_0+2_0j', '9_', '_1', '1__0', '1+2_j', '0x_1', '\u0661_\u0662j', '1_e5', '(1_0j)', '1 _0'):
    try:
        print(complex(text))
    except ValueError as e:
        print(e)
for text in ('0x1.8p1', ' 0x1p3\n', '0x1\u30000', '\u0661', '1\u3000'):
    try:
        print(float.fromhex(text))
    except ValueError as e:
        print(e)
