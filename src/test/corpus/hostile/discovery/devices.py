# tries: open cameras, clocks and consoles
# expect: detected
import os

for path in ("/dev/video0", "/dev/rtc0", "/dev/console", "/dev/i2c-1"):
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY))
        print("opened")
    except OSError as refused:
        print(refused.strerror)
