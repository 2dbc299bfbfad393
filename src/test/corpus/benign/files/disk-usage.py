# does: asks how much room there is
# expect: clean
import os
import shutil

usage = shutil.disk_usage(".")
print(usage.total > 0, os.statvfs("/").f_bsize > 0, len(os.listdir("/usr")) > 3)
