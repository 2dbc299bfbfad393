# does: is woken by an alarm
# expect: clean
import signal
import time

hits = []
signal.signal(signal.SIGALRM, lambda *_: hits.append(1))
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
while len(hits) < 3:
    time.sleep(0.1)
signal.setitimer(signal.ITIMER_REAL, 0)
print(len(hits) >= 3)
