# tries: run a program by its descriptor, without any path
# expect: terminated
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
fd = os.memfd_create("x")
os.write(fd, open("/bin/true", "rb").read())
child = os.fork()
if child == 0:
    arguments = (ctypes.c_char_p * 2)(b"x", None)
    libc.syscall(322, fd, b"", arguments, None, 0x1000)
    os._exit(9)
print("EFFECT" if os.waitpid(child, 0)[1] == 0 else "refused")
