# does: leaves with a code
# expect: clean
# exit: 7
import atexit
import sys

atexit.register(print, "good bye")
sys.exit(7)
