import heapq, bisect
h = []
for x in (5, 1, 4, 2, 3): heapq.heappush(h, x)
print(h[0], [heapq.heappop(h) for _ in range(5)], heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, 'hello', key=ord), list(heapq.merge([1, 4], [2, 3])), list(heapq.merge('ca', 'db', reverse=True)))
l = [3, 1, 2]
heapq.heapify(l)
print(l, heapq.heapreplace(l, 9), heapq.heappushpop(l, 0), l)
try:
    heapq.heappop([])
except IndexError as e:
    print(e)
s = [1, 3, 3, 5]
print(bisect.bisect(s, 3), bisect.bisect_left(s, 3), bisect.bisect_right(s, 0), bisect.bisect(s, 9), bisect.bisect_left(['a', 'bb'], 2, key=len))
bisect.insort(s, 4); bisect.insort_left(s, 3)
print(s, bisect.bisect(s, 3, 0, 2))
pq = [(2, 'b'), (1, 'z'), (1, 'a')]
heapq.heapify(pq)
print([heapq.heappop(pq) for _ in range(3)])
