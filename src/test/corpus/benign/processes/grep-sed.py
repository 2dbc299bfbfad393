# does: edits a file in place by other programs
# expect: clean
import subprocess

open("config.txt", "w").write("mode=slow\nlevel=1\n")
subprocess.run(["sed", "-i", "s/slow/fast/", "config.txt"], check=True)
print(subprocess.run(["grep", "-n", "fast", "config.txt"], capture_output=True, text=True).stdout)
