# does: lets a queue of customers wait
# expect: clean
import random

random.seed(1)
clock, free, waits = 0.0, 0.0, []
for _ in range(20000):
    clock += random.expovariate(1)
    start = max(clock, free)
    waits.append(start - clock)
    free = start + random.expovariate(1.2)
print(round(sum(waits) / len(waits), 1) > 0)
