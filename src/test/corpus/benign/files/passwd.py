# does: looks up who it is
# expect: clean
import getpass
import os
import pwd

print(os.getuid() == os.geteuid(), len(pwd.getpwall()) > 0)
try:
    print(bool(getpass.getuser()))
except (KeyError, OSError):
    print("nobody in the list")
print(os.path.expanduser("~") != "")
