# does: counts words with a shell
# expect: clean
import subprocess

print(subprocess.check_output("echo one two three | wc -w", shell=True, text=True).strip())
print(subprocess.getoutput("date -u +%Y | grep -c ."))
