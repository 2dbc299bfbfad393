# does: signals its own children
# expect: clean
import os
import signal
import subprocess

child = subprocess.Popen(["sleep", "20"])
os.kill(child.pid, 0)
child.send_signal(signal.SIGTERM)
print(child.wait())
group = subprocess.Popen("sleep 20 & sleep 20", shell=True, start_new_session=True)
os.killpg(group.pid, signal.SIGKILL)
print(group.wait())
