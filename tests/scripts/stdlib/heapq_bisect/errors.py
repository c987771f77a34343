# What heaps and bisection answer and refuse.
import bisect
import heapq

CALLS = r"""
heapq.heappush(1,2)
heapq.heappush([],2)
heapq.heappop([])
heapq.heappop(1)
heapq.heapify(1)
heapq.heapify((1,))
heapq.heapreplace([],1)
heapq.heappushpop([],1)
heapq.heappushpop([0,5],1)
heapq.heappush()
heapq.heappush_max([3],5)
heapq.heappop_max([])
heapq.heapreplace_max([],5)
heapq.heappushpop_max([3,1],5)
heapq.heappushpop_max([3,1],2)
heapq.heapify([3,'a',1])
bisect.bisect([1,2,3],2)
bisect.bisect_left([1,2,3],2)
bisect.bisect_left([1,2,3],2,-1)
bisect.bisect_left([1,2,3],2,lo=1,hi=None)
bisect.bisect_left([1,2,3],2,0,9)
bisect.bisect_left(1,2)
bisect.bisect_left([3,2,1],2,key=lambda x:-x)
bisect.bisect_right([3,2,1],-2,key=lambda x:-x)
bisect.bisect([1],'a')
bisect.bisect()
bisect.bisect([1])
bisect.insort(1,1)
bisect.insort([1,3],2)
bisect.insort_left((1,3),2)
bisect.bisect([1],1,0,1,None)
bisect.bisect([1],1,foo=1)
bisect.bisect_left([1,2,3],2,'a')
bisect.bisect_left([1,2,3],2,2**70)
"""
for call in CALLS.strip().split('\n'):
    try:
        print(call, '->', repr(eval(call)))
    except Exception as e:
        print(call, '!!', type(e).__name__, e)
h = [5, 3, 8, 1, 9, 2]
heapq.heapify(h)
m = [5, 3, 8, 1, 9, 2]
heapq.heapify_max(m)
print(h, m)
print([heapq.heappop(h) for _ in range(6)], [heapq.heappop_max(m) for _ in range(6)])
print(heapq.nlargest(2, [3, 1, 2]), heapq.nsmallest(2, 'banana'), list(heapq.merge([1, 4], [2, 3])), list(heapq.merge([4, 1], [3, 2], reverse=True)))


class B:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        h.clear()
        return self.v < other.v


for f in (heapq.heapify, heapq.heappop, lambda h: heapq.heappush(h, B(0))):
    h = [B(3), B(1), B(2)]
    try:
        f(h)
    except Exception as e:
        print(type(e).__name__, e)
x = []
for i in range(300):
    bisect.insort(x, i * 7919 % 300)
    heapq.heappush(h, (i * 7919 % 100, i))
print(x == list(range(300)), [heapq.heappop(h) for _ in range(len(h))] == sorted((i * 7919 % 100, i) for i in range(300)))
print([bisect.bisect_left('aabbc', c) for c in 'abcd'], [bisect.bisect('aabbc', c) for c in 'abcd'])
