# stdin: first line
# stdin: 
# stdin: 42
# stdin:   spaces  
# stdin: last
print(repr(input()))
print(repr(input('prompt> ')))
print(int(input()) + 1)
print(repr(input(5)))
import sys
print(repr(sys.stdin.readline()))
print(repr(sys.stdin.readline()))
try:
    input('end? ')
except EOFError as e:
    print(repr(e))
try:
    input(1, 2)
except TypeError as e:
    print(e)
