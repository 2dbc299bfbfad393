# tries: put a program of its own before those of the system
# expect: terminated
import os

try:
    os.open("/usr/local/bin/corpus-no-such-program", os.O_CREAT | os.O_WRONLY, 0o755)
    os.unlink("/usr/local/bin/corpus-no-such-program")
    print("EFFECT")
except OSError as refused:
    print(refused)
