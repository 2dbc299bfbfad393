# does: sorts lines by another program
# expect: clean
import subprocess

text = "\n".join(str(n * 7919 % 1000) for n in range(200))
done = subprocess.run(["sort", "-n", "-u"], input=text, text=True, capture_output=True, check=True)
print(done.stdout.split()[:5])
