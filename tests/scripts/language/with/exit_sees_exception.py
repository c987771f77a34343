class CM:
    def __enter__(self):
        return self
    def __exit__(self, t, v, tb):
        import sys
        print(sys.exception() is v, isinstance(v, t), tb.tb_lineno > 0)
        self.e = v
        return True

cm = CM()
with cm:
    raise ValueError('v')
print(repr(cm.e))
class Replaces(CM):
    def __exit__(self, t, v, tb):
        try:
            raise KeyError('replacement') from v
        except KeyError as e:
            self.e = e
            return True
r = Replaces()
with r:
    raise ValueError('original')
print(repr(r.e), repr(r.e.__cause__))
class Reraises(CM):
    def __exit__(self, t, v, tb):
        if v:
            raise v
try:
    with Reraises():
        raise OSError('same')
except OSError as e:
    print(e, e.__context__)
import sys
print(sys.exception())
