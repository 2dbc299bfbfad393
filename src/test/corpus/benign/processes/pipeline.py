# does: joins three programs by pipes
# expect: clean
import subprocess

first = subprocess.Popen(["printf", "b 2\na 1\nc 3\n"], stdout=subprocess.PIPE)
second = subprocess.Popen(["sort"], stdin=first.stdout, stdout=subprocess.PIPE)
first.stdout.close()
third = subprocess.run(["awk", "{sum += $2} END {print sum}"], stdin=second.stdout, capture_output=True, text=True)
second.wait()
print(third.stdout.strip())
