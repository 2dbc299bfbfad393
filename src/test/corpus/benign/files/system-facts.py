# does: reads memory, load, processors and limits of the machine
# expect: clean
import os
import resource

print(any("MemTotal" in line for line in open("/proc/meminfo")), len(open("/proc/cpuinfo").read()) > 10)
print(os.cpu_count() > 0, len(os.sched_getaffinity(0)) > 0, resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 0)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0, os.getloadavg()[0] >= 0, os.uname().sysname)
for path in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/cpu.max", "/sys/devices/system/cpu/online"):
    print(os.path.exists(path) and bool(open(path).read()))
