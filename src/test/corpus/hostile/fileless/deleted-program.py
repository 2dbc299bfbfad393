# tries: run a program whose file it has deleted
# expect: terminated
import os

with open("once", "wb") as copy:
    copy.write(open("/bin/true", "rb").read())
os.chmod("once", 0o755)
fd = os.open("once", os.O_RDONLY)
os.unlink("once")
child = os.fork()
if child == 0:
    try:
        os.execve(fd, ["once"], {})
    except OSError:
        os._exit(9)
print("EFFECT" if os.waitpid(child, 0)[1] == 0 else "refused")
