# tries: move programs of the system out of the way
# expect: terminated
import os

for number in range(30):
    try:
        os.rename(f"/usr/lib/corpus-no-such-{number}", f"/usr/lib/corpus-gone-{number}")
        print("EFFECT")
    except OSError:
        pass
