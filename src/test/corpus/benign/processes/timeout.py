# does: ends a child that takes too long
# expect: clean
import subprocess

try:
    subprocess.run(["sleep", "20"], timeout=0.2)
except subprocess.TimeoutExpired as late:
    print(late.cmd)
