# does: runs a helper script it has written
# expect: clean
import subprocess
import sys

with open("step2.py", "w") as step:
    step.write("import sys\nprint(sum(map(int, sys.argv[1:])))\n")
print(subprocess.run([sys.executable, "step2.py", "1", "2", "3"], capture_output=True, text=True).stdout.strip())
