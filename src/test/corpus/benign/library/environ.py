# does: reads and sets its environment
# expect: clean
import os
import subprocess

os.environ["GREETING"] = "hello"
print(os.environ.get("PATH", "")[:1], os.getenv("NO_SUCH_VARIABLE", "none"), len(dict(os.environ)) > 2)
print(subprocess.check_output(["sh", "-c", "echo $GREETING"], text=True).strip())
