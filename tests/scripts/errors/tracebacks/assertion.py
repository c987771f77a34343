def check(total, parts):
    assert total == sum(parts), (
        f'{total} is not the sum of {parts}'
    )

check(5, [1, 2])
