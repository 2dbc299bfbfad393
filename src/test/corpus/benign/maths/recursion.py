# does: remembers what it has calculated
# expect: clean
import functools
import sys

sys.setrecursionlimit(5000)


@functools.lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(900) % 1000007)
