import re
print(re.match(r'(\w+) (\w+)', 'hello world').groups(), re.search(r'\d+', 'ab123c').group(), re.findall(r'a(.)', 'abac'), re.findall(r'(a)(.)', 'abac'), re.sub(r'\d', lambda m: str(int(m[0]) * 2), 'a1b2'), re.split(r'[,;]\s*', 'a, b;c'), re.fullmatch(r'a+', 'aaa').span(), re.match('b', 'a'))
m = re.search(r'(?P<y>\d{4})-(?P<m>\d\d)', 'on 2024-05-06')
print(m['y'], m.group('m', 'y'), m.groupdict(), m.start('m'), m.span(), m.pos, m.string, m.re.pattern, m.lastgroup, m.expand(r'\2/\1'), m)
print(re.sub(r'(a)(b)?', r'[\1\2]', 'abac'), re.sub('x', 'y', 'xxx', count=2), re.subn('x', 'y', 'xxx'), re.escape('a.b*c'), re.split('(,)', 'a,b'), re.split('', 'ab'), [x.group() for x in re.finditer('.', 'abc')], re.compile('a', re.I).findall('aA'), re.findall(r'^\w', 'a\nb', re.M), re.findall(r'.', 'a\n', re.S), re.search(r'''(?x) a  # comment
 b''', 'ab').group())
print(re.findall(r'(?<=a)b', 'abcb'), re.findall(r'(?<!a)b', 'abcb'), re.findall(r'a(?=b)', 'abac'), re.findall(r'a(?!b)', 'abac'), re.match(r'(a)?(?(1)b|c)', 'ab').group(), re.match(r'(.)\1', 'aa').group(), re.findall(r'\bfoo\b', 'foo food foo'), re.match(r'a{2,3}?', 'aaaa').group(), re.match(r'(?:ab)+', 'ababa').group(), re.match(r'a*+', 'aaa').group(), re.findall(r'[^\W\d_]+', 'aé1_b'), re.findall(rb'\w', b'a\xe9'), re.match('(?i:A)b', 'ab').group(), re.findall(r'\w+', 'naïve café 日本'))
for p in ('(', 'a**', '[', '(?P<a>x)(?P<a>y)', r'\1', '(?z)', 'a{2,1}', '*', '(?<=a+)b', r'\p'):
    try:
        re.compile(p)
        print('ok', p)
    except re.error as e:
        print(p, '|', e)
p = re.compile(r'(\w)(\d)?')
print(p.groups, p.flags, p.pattern, p, p.match('a').groups(), p.match('a').groups('default'), p.fullmatch('a1')[2], p == re.compile(r'(\w)(\d)?'), p.search('  x', 1).start(), p.scanner('a').match().group())
