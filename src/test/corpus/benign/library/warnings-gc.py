# does: looks at its own memory
# expect: clean
import gc
import sys
import tracemalloc
import warnings
import weakref

tracemalloc.start()
held = [object() for _ in range(1000)]
print(tracemalloc.get_traced_memory()[0] > 0, sys.getsizeof(held) > 0, gc.collect() >= 0)
warnings.warn("only a warning", stacklevel=1)


class Node:
    pass


node = Node()
reference = weakref.ref(node)
del node
print(reference() is None)
