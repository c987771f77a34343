result = sum([1, 2, 3]) + max([4, 5, 6]) + min([7, 8, 9]) + len([10, 11, 12]) + (lambda value: value / 0)(sum([13, 14]))
