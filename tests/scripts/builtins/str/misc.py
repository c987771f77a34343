print('abc' + 'def', 'ab' * 3, 3 * 'ab', 'ab' * 0, 'ab' * -1, 'a' < 'b', 'a' < 'B', 'abc' == 'abc', 'é' == 'e\u0301', 'a' != 'b', 'Z' < 'a' < 'é' < '日' < '😀')
print(min('hello'), max('hello'), sorted('hello'), list('héy'), set('aa'), len('日本'), 'abc'[::-1], tuple('ab'), *'xyz')
print(str(5), str(1.0), str(None), str([1, 'a']), str(b'x'), str(object)[:6], str(), str('s'), str(ValueError('m')), str(1e100), repr('a\'b"c'))
print(ord('a'), ord('😀'), chr(97), chr(0x10FFFF) == '\U0010ffff', 'a'.__class__, 'abc'.__len__(), 'a'.__add__('b'), 'abc'.__contains__('b'), 'abc'.__getitem__(1))
s = 'x'
t = s
s += 'y'
print(s, t, hash('abc') == hash('ab' + 'c'), 'abc' is 'abc', {'a' + 'b': 1}['ab'])
for f in (lambda: 'a' + 1, lambda: 1 + 'a', lambda: 'a' * 'b', lambda: 'a' - 'b', lambda: 'a' < 1, lambda: 'a'[1.5], lambda: 'a'[5], lambda: 'abc'.nope, lambda: ord('ab'), lambda: ord(5), lambda: chr('a'), lambda: chr(0x110000), lambda: str(1, 2), lambda: str('a', 'ascii'), lambda: 'a' * 2.0, lambda: 'a' @ 'b', lambda: -'a', lambda: 'a' * 10 ** 30):
    try:
        print(f())
    except (TypeError, ValueError, IndexError, AttributeError, OverflowError, MemoryError) as e:
        print(type(e).__name__, e)
big = 'x' * 100000
print(len(big), len(big + 'é'), (big + 'é')[-2:], big.count('x'), (big + 'y').find('y'), len(big.replace('x', 'ab')), len(big.split('x')))
