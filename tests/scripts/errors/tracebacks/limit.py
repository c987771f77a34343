# sys.tracebacklimit leaves out the outer frames.
import sys
def f(n):
    if n: f(n-1)
    else: 1/0
for lim in (0, 1, -1, 2, 1000, None):
    sys.tracebacklimit = lim
    print('limit', lim, file=sys.stderr)
    try: f(2)
    except Exception as e: sys.excepthook(type(e), e, e.__traceback__)
sys.tracebacklimit = 1
f(1)
