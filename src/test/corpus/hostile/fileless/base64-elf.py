# tries: unpack a program from text and start it
# expect: detected
import base64
import os
import subprocess

# The header of an ELF file and nothing more: the kernel would refuse it anyway.
text = "f0VMRgIBAQAAAAAAAAAAAAIAPgABAAAAeABAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAEAAOAABAAAAAAAAAA=="
with open("stage2", "wb") as program:
    program.write(base64.b64decode(text))
os.chmod("stage2", 0o755)
try:
    subprocess.run(["./stage2"])
    print("EFFECT")
except OSError as refused:
    print(refused)
