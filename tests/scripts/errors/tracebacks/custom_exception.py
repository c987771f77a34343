class Problem(Exception):
    def __str__(self):
        return f'custom {self.args[0]}'

class Namespace:
    class Nested(Problem):
        pass

try:
    raise Problem('first')
except Problem as e:
    raise Namespace.Nested('second')
