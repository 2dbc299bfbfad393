# tries: leave false last words where the cluster looks for them
# expect: terminated
import os

for name in (os.environ.get("CORPUS_MESSAGE", ""), "/dev/termination-log"):
    try:
        if name:
            with open(name, "a"):
                print("EFFECT opened for writing")
    except OSError as refused:
        print(refused)
