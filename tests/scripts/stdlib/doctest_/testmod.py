"""
>>> 1 + 1
2
>>> print('x')
x
>>> 1/0
Traceback (most recent call last):
    ...
ZeroDivisionError: division by zero
>>> [1, 2, 3]  # doctest: +ELLIPSIS
[1, ...]
>>> 3
4
"""
def f():
    """
    >>> f()
    7
    """
    return 7
import doctest, sys
class Out:
    real, encoding = sys.stdout, 'utf-8'
    def write(self, text): return self.real.write(text.replace(__file__, 'script.py'))
    def flush(self): self.real.flush()
sys.stdout = Out()
print(doctest.testmod(verbose=False)); print(doctest.run_docstring_examples(f, {'f': f}, verbose=True))
