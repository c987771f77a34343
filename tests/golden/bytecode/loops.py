def total(n):
    t = 0
    for i in range(n):
        if i % 2:
            continue
        t += i * i
    else:
        t = -t
    while t > 100:
        t //= 2
        if t == 7:
            break
    return [x for x in range(t) if x]
