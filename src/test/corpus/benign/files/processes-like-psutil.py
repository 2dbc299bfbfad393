# does: lists the processes as a monitoring library does
# expect: clean
import os

seen = 0
for pid in filter(str.isdigit, os.listdir("/proc")):
    try:
        with open(f"/proc/{pid}/stat") as stat, open(f"/proc/{pid}/status") as status:
            seen += bool(stat.read()) and bool(status.read())
        with open(f"/proc/{pid}/cmdline") as line:
            line.read()
    except OSError:
        pass
print(seen > 0)
