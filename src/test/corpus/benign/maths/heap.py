# does: finds a shortest way
# expect: clean
import heapq

graph = {n: [(n + 1, 1), (n * 2 % 500, 3)] for n in range(500)}
distance, heap = {0: 0}, [(0, 0)]
while heap:
    far, at = heapq.heappop(heap)
    for there, step in graph.get(at, []):
        if far + step < distance.get(there, 10**9):
            distance[there] = far + step
            heapq.heappush(heap, (far + step, there))
print(distance[499])
