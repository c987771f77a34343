def inner(value, *, key):
    return {}[key] if value else inner(
        1,
        key='the key',
    )

class C:
    def method(self, x):
        return [inner(x, key=1) for _ in range(1)][0]

    @property
    def prop(self):
        return self.method(0)

print(str(C().prop).upper())
