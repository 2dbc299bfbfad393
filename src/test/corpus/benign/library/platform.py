# does: asks what it runs on
# expect: clean
import os
import platform
import sys
import sysconfig

print(platform.python_implementation(), platform.system(), bool(platform.release()), platform.machine() != "")
print(sys.version_info >= (3, 9), sys.byteorder, bool(platform.platform()), sysconfig.get_paths()["stdlib"] != "", os.getpid() > 0)
