# tries: run under the name of a kernel thread
# expect: contained
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.prctl(15, b"kworker/0:1", 0, 0, 0)
print(open("/proc/self/status").readline().strip())
