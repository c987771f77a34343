"""When the count of references to an object moves, and when the object is freed."""

import sys


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("freed:", self.name)


def count(label, thing):
    # The argument is borrowed from the caller: it adds nothing to the count.
    print(f"{label:<34} {sys.getrefcount(thing)}")


a = [1, 2, 3]
count("one name", a)
b = a
count("two names", a)
box = [a, a]
count("two names, twice in a list", a)
del b, box
count("one name again", a)

x = Loud("x")
y = x
print("del x: the object has another name")
del x
print("del y: that was the last one")
del y

ring = Loud("ring")
ring.me = ring
print("del ring: it still refers to itself")
del ring
import gc

print("the cycle collector finds it")
gc.collect()
