# tries: replace data outside of its folder by zeros
# expect: detected
import os

name = os.environ.get("CORPUS_OUTSIDE", "/var/tmp/corpus-no-such-folder") + "/precious-0"
try:
    fd = os.open(name, os.O_WRONLY | os.O_TRUNC)
    os.write(fd, bytes(16))
    print("EFFECT")
except OSError as refused:
    print(refused)
