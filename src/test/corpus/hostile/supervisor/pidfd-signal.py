# tries: signal its supervisor by a descriptor, which no number filter sees
# expect: terminated
import os
import signal

fd = os.pidfd_open(os.getppid())
try:
    signal.pidfd_send_signal(fd, 0)
    print("EFFECT")
except OSError as refused:
    print(refused)
