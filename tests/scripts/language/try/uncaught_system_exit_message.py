# expect: out
# expect error: message to stderr
import sys
print('out')
sys.exit('message to stderr')
