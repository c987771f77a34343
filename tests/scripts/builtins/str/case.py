for s in ('hello World', 'ÀÉ ß ŉ', 'ǆ ﬁ İı', "it's o'clock", '123 abc', '', 'ΑΣ σΣ'):
    print([s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold()])
print('a'.isupper(), 'A'.isupper(), 'A1'.isupper(), '1'.isupper(), 'aB'.islower(), 'Hello World'.istitle(), 'HELLO'.istitle(), ''.islower())
