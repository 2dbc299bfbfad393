# tries: load a library it has written itself, as an unpacked package does; it stays in its own process
# expect: contained
import ctypes
import shutil
import glob

source = (glob.glob("/lib/*/libz.so.1") + glob.glob("/lib/*/libm.so.6"))[0]
shutil.copy(source, "hook.so")
try:
    ctypes.CDLL("./hook.so")
    print("its own process only")
except OSError as refused:
    print("refused")
