t = str.maketrans('abc', 'xyz', 'd')
print('abcd'.translate(t), sorted(t.items()))
print('abc'.translate({97: 'AAA', 98: None, 99: 0x1F600}), 'abc'.translate(str.maketrans({'a': '1', 98: '2'})), 'é'.translate({233: 'e'}))
class T:
    def __getitem__(self, k):
        if k == 97: raise LookupError
        return chr(k + 1)
print('abc'.translate(T()), 'abc'.translate({}), ''.translate(None))
for f in (lambda: str.maketrans('ab', 'c'), lambda: str.maketrans({'ab': 1}), lambda: str.maketrans(5), lambda: 'a'.translate({97: 1.5}), lambda: 'a'.translate({97: 0x110000}), lambda: str.maketrans('a', 1), lambda: 'a'.translate(5)):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
