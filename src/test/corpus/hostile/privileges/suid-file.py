# tries: set the setuid bit through a descriptor
# expect: terminated
import os

with open("tool", "w") as tool:
    try:
        os.fchmod(tool.fileno(), 0o4755)
        print("set on an own file")
    except OSError as refused:
        print(refused)
