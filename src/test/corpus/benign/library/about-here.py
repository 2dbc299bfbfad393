# does: look at what it runs on, as reports about an environment do
# expect: clean
for path in ("/proc/net/dev", "/proc/self/mountinfo", "/proc/version", "/proc/cpuinfo", "/proc/meminfo"):
    with open(path) as file:
        print(path, sum(1 for _ in file) > 0)
