# tries: burn the processor, five seconds at most
# expect: detected
# limits: cpuMillis=400
import time

until = time.process_time() + 5
while time.process_time() < until:
    sum(range(1000))
