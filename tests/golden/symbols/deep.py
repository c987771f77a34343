def a():
    v = 1
    def b():
        def c():
            def d():
                nonlocal v
                v = 2
                global w
                def e():
                    return v, w, x
            return d
        w = 3
        return c
    x = 4
    class B:
        v = 5
        def f(self):
            class C:
                def g(self): return v, self, __class__
            return C, w
    return b

def shadowing():
    global name
    def inner():
        return name
    def inner2():
        name = 1
        def inner3(): return name
        return inner3
    class C:
        name = 2
        def f(self): return name
