# tries: open what other processes have open
# expect: detected
import os

shown = 0
for pid in sorted(filter(str.isdigit, os.listdir("/proc")), key=int)[:60]:
    if int(pid) in (os.getpid(), os.getppid()):
        continue
    for fd in range(3):
        try:
            os.close(os.open(f"/proc/{pid}/fd/{fd}", os.O_RDONLY | os.O_NONBLOCK))
            print("EFFECT", pid, fd)
        except OSError:
            shown += 1
print("refused", shown)
