# does: uses the containers of the library
# expect: clean
import bisect
import collections
import operator

window = collections.deque(maxlen=3)
index = collections.defaultdict(list)
for n in range(10):
    window.append(n)
    index[n % 3].append(n)
print(list(window), dict(index), bisect.bisect([1, 3, 5], 4), max({"a": 1, "b": 3}.items(), key=operator.itemgetter(1)))
