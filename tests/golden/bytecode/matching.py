def f(x):
    match x:
        case 1 | 2:
            return "small"
        case [a, b, *rest] if a:
            return rest
        case {"k": v, **others}:
            return others
        case Point(1, y=0) as p:
            return p
        case [_, *_, last]:
            return last
        case None:
            pass
        case _:
            return x
