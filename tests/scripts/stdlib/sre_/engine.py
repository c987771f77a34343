import re
PATTERNS = [
    (r'(?:a|b)*c', 0), (r'(a|ab)(c|bcd)(d*)', 0), (r'(?P<x>a+?)b', 0), (r'^\s*(\S+)\s*=\s*(.*?)\s*$', re.M), (r'(?i)straße', 0), (r'(?i)[a-zß]+', 0),
    (r'(?<=a)b', 0), (r'(?<!a)b', 0), (r'(a)?b(?(1)c|d)', 0), (r'(?>a+)b', 0), (r'(?:ab|a)*+b', 0), (r'(?:(a)|b)*', 0), (r'(a)(b)?\1', 0), (r'(?i)(ab)\1', 0),
    (r'"(?:[^"\\]|\\.)*"', 0), (r'<(\w+)>.*?</\1>', re.S), (r'(a*)*', 0), (r'(a*)+?b', 0), (r'(?:a{2,3}){2}', 0), (r'(a|b){2,4}?c', 0), (r'[\u0400-\u04ff]+', 0),
    (r'(?i)[\U00010400-\U0001044f]', 0), (r'a.c$', re.M), (r'\Aab|cd\Z', 0), (r'(?m)^', 0), (r'\B', 0), (r'(?:)*?a', 0), (r'(x|y*)*z', 0), (r'((a)|(b))+', 0),
    (r'(?:(?=(a+))a)+b', 0), (r'(.*)(\d+)', 0), (r'(.*?)(\d+)', 0), (r'foo(bar|baz)?qux|foobar', 0), (r'[abc]*abc', 0), (r'(?s).*x', 0), (r'(?i)[^k]', 0), (r'(?<=(a))b', 0),
    (r'(?!)', 0), (r'[^\s\S]*a', 0), (r'(?:a?){3}a{3}', 0), (r'((?:a|aa)(b?))*c', 0), (r'(?>(a|ab)c)', 0), (r'(a(b)?)+', 0), (r'(?:(\w)(\d)?,?)*;', 0), (r'(?(1)a)(b)' if 0 else r'\b', 0),
]
TEXTS = ['', 'a', 'abc', 'aaab', 'foo = bar\n x=1 \n', 'hello wörld 12', 'STRASSE straße STRAßE', 'abcd', 'abab aab', '"a\\"b" "c"', '<b>x</b><i>y</b></i>', 'приве́т мир', '\U00010400\U00010428', 'a\nc\nabc',
         'kK\u212a', 'xyz xy w', 'ac bd abc', 'abcbdda1', 'bbaacdb', 'a1,b,c2;', 'aabbcd 11b']
def show(m):
    return m and (m.regs, m.lastindex, m.lastgroup)
for source, flags in PATTERNS:
    p = re.compile(source, flags)
    print(ascii(source))
    for t in TEXTS:
        print(' ', ascii(p.findall(t)), show(p.match(t)), show(p.fullmatch(t)), show(p.search(t, 1)), show(p.search(t, 0, 2)))
        print(' ', ascii(p.split(t)), [show(m) for m in p.finditer(t)], ascii(p.subn('-', t)), ascii(p.subn(lambda m: m.group() + '!', t, 2)))
