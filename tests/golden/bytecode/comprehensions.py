def f(rows, limit):
    flat = [cell for row in rows for cell in row if cell < limit]
    once = {y for x in rows for y in [x.y]}
    table = {k: v for k, v in flat}
    late = [lambda: i for i in range(3)]
    lazy = (cell for cell in flat)
    return any(x for x in flat), tuple(x for x in lazy)
