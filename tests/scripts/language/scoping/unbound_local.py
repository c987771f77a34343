def early():
    try:
        print(x)
    except UnboundLocalError as e:
        print(type(e).__name__, e)
    x = 1
    return x

early()

def deleted():
    x = 1
    del x
    try:
        x
    except UnboundLocalError as e:
        print(e)
    try:
        del x
    except UnboundLocalError as e:
        print(e)

deleted()

def free():
    def inner():
        return late
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e, e.name)
    late = 1
    print(inner())
    del late
    try:
        inner()
    except NameError as e:
        print(e)

free()

try:
    undefined_name
except NameError as e:
    print(type(e) is NameError, e, e.name)

def augmented():
    global_count += 1

global_count = 0
try:
    augmented()
except UnboundLocalError as e:
    print(e)
