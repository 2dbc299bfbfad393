# does: uses temporary files and folders
# expect: clean
import os
import tempfile

with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile(dir=folder) as file, tempfile.TemporaryFile() as hidden:
    file.write(b"x" * 10000)
    hidden.write(b"y")
    file.flush()
    print(os.path.getsize(file.name), tempfile.gettempdir() != "")
