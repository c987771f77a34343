def make():
    state = 0
    class Counter:
        def up(self):
            nonlocal state
            state += 1
            return self
        value = property(lambda self: state)
        def reset(self):
            def really():
                nonlocal state
                state = 0
            really()
            return self
    return Counter

C = make()
a, b = C(), C()
a.up().up()
b.up()
print(a.value, b.value)
print(a.reset().value, b.value)
print(make()().up().value)
