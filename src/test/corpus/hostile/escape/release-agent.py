# tries: look for a cgroup whose release agent can be written
# expect: terminated
import os

for folder, _, files in os.walk("/sys/fs/cgroup"):
    if "release_agent" in files:
        try:
            os.open(os.path.join(folder, "release_agent"), os.O_WRONLY)
            print("EFFECT", folder)
        except OSError as refused:
            print(refused)
    if folder.count("/") > 5:
        break
try:
    os.open("/sys/fs/cgroup/release_agent", os.O_WRONLY)
    print("EFFECT")
except OSError as refused:
    print(refused)
