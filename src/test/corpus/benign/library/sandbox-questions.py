# does: finds out what it may do, as careful programs do
# expect: clean
import importlib.util
import os

print(os.access("/", os.W_OK), os.access(".", os.W_OK), os.access("/etc/passwd", os.R_OK))
print([name for name in ("numpy", "pandas", "torch") if importlib.util.find_spec(name)] is not None)
print(os.path.exists("/etc/hostname"), os.path.isdir("/root"), os.path.isfile("/nowhere"))
