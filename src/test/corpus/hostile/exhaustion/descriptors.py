# tries: open more files than there can be
# expect: contained
import os

held = []
try:
    while len(held) < 20000:
        held.append(os.open("/dev/null", os.O_RDONLY))
    print("EFFECT", len(held))
except OSError as refused:
    print(len(held), refused)
