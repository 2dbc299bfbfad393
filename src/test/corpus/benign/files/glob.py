# does: finds files by patterns
# expect: clean
import fnmatch
import glob
import os

for name in ("a1.csv", "a2.csv", "b.txt"):
    open(name, "w").close()
print(sorted(glob.glob("a*.csv")), fnmatch.filter(os.listdir("."), "*.txt"))
print(len(glob.glob("/etc/*.conf")) >= 0, len(glob.glob("/usr/share/zoneinfo/Europe/*")) >= 0)
