# tries: take the file descriptors of its supervisor away by lowering a limit to what it is
# expect: terminated
import os
import resource

try:
    now = resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE)
    resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, now)
    print("EFFECT")
except OSError as refused:
    print(refused)
