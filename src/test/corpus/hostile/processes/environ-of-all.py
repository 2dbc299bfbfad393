# tries: read the environment of every process for secrets
# expect: detected
import os

for pid in filter(str.isdigit, os.listdir("/proc")):
    if int(pid) in (os.getpid(), os.getppid()):
        continue
    try:
        text = open(f"/proc/{pid}/environ", "rb").read()
        if text and b"CORPUS" not in text:
            print("EFFECT", pid, len(text))
    except OSError as refused:
        print(pid, refused.strerror)
    if int(pid) > 400:
        break
