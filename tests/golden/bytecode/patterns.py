match command.split():
    case ['go', ('north' | 'south') as where]:
        move(where)
    case {'key': Point(x=0, y=y), **rest} if y > 0:
        print(y, rest)
    case [first, *_]:
        print(first)
    case _:
        pass
