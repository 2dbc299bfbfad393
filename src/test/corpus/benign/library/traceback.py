# does: prints where an error was caught
# expect: clean
import traceback


def fails(depth):
    if depth == 0:
        raise ValueError("on purpose")
    fails(depth - 1)


try:
    fails(5)
except ValueError:
    traceback.print_exc()
