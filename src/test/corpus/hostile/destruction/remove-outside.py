# tries: remove one file after the other outside of its folder
# expect: terminated
import os

folder = os.environ.get("CORPUS_OUTSIDE", "/var/tmp/corpus-no-such-folder")
for number in range(40):
    try:
        os.unlink(f"{folder}/precious-{number}")
        print("EFFECT")
    except OSError as refused:
        reason = refused
print(reason)
