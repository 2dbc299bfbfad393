# does: prints a month
# expect: clean
import calendar
import time

print(calendar.month(2024, 2))
print(time.strftime("%Y", time.gmtime(0)), time.perf_counter() > 0)
