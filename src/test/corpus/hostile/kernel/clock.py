# tries: set the clock to what it is
# expect: terminated
import time

try:
    time.clock_settime(time.CLOCK_REALTIME, time.time())
    print("EFFECT")
except OSError as refused:
    print(refused)
