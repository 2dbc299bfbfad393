# does: looks for programs and asks one for its version
# expect: clean
import shutil
import subprocess
import sys

for name in ("git", "gcc", "pip", "sort"):
    print(name, bool(shutil.which(name)))
print(subprocess.run([sys.executable, "--version"], capture_output=True, text=True).stdout.split()[0])
