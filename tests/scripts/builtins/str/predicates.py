for s in ('abc', 'abc1', '123', '²', '½', '一', ' ', '\t\n', '', 'a b', 'é', '_x', '1x', 'class', 'ａ', '\x00', 'Ⅷ', '٣'):
    print(repr(s), s.isalpha(), s.isalnum(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isspace(), s.isidentifier(), s.isprintable(), s.isascii())
