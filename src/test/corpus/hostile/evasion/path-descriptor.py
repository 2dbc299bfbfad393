# tries: open by O_PATH first and by the descriptor afterwards
# expect: terminated
import os

try:
    held = os.open("/etc/shadow", os.O_PATH)
    print("EFFECT", os.read(os.open(f"/proc/self/fd/{held}", os.O_RDONLY), 1))
except OSError as refused:
    print(refused)
