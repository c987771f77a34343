import json
data = {'a': [1, 2.5, None, True, 'é"\\\n'], 'b': {}, 'c': [], '1': {'x': [[]]}}
s = json.dumps(data)
print(s, json.loads(s) == data, json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False), json.dumps([1, 2], separators=(',', ':')), json.dumps({1: 2, None: 3, True: 4, 1.5: 5}), json.dumps('\u2028😀\x00'), json.dumps((1, 2)), json.dumps(float('inf')), json.dumps(10 ** 30), json.dumps(1e100), sep='\n')
print(json.loads(' [1, -2.5e3, "\\u00e9\\ud83d\\ude00", null, true, false, {"a": {}}] '), json.loads('1e5'), json.loads('"x"'), json.loads('-0'), json.loads('NaN'), json.loads(b'[1]'), json.loads('{"a": 1, "a": 2}'), json.loads('[1.0]', parse_float=str), json.loads('{"a": 1}', object_hook=lambda d: list(d)), json.loads('{"a": 1}', object_pairs_hook=tuple))
class E(json.JSONEncoder):
    def default(self, o): return f'<{type(o).__name__}>'
print(json.dumps({1, 2}, cls=E), json.dumps(1j, default=str))
for bad in ('', '{', '[1,]', '{"a"}', "{'a': 1}", '[1 2]', 'nul', '"\\x"', '"a', '01', '[1]x', '{"a": 1,}', '"\t"', '\ufeff1'):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(repr(bad), '|', e)
l = []
l.append(l)
for f in (lambda: json.dumps(l), lambda: json.dumps(object), lambda: json.dumps({(1,): 2}), lambda: json.dumps({(1,): 2}, skipkeys=True), lambda: json.dumps(float('nan'), allow_nan=False), lambda: json.loads(5)):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, str(e).split('\n')[0])
