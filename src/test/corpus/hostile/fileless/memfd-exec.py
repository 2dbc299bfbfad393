# tries: run a program that is in memory only
# expect: terminated
import os

fd = os.memfd_create("worker")
with open("/bin/true", "rb") as program:
    os.write(fd, program.read())
child = os.fork()
if child == 0:
    try:
        os.execv(f"/proc/self/fd/{fd}", ["kworker"])
    except OSError:
        os._exit(9)
print("EFFECT" if os.waitpid(child, 0)[1] == 0 else "refused")
