class A:
    def __init__(self):
        self.b = None

a = A()
print(len(a.b.c.d), a.x.y)
