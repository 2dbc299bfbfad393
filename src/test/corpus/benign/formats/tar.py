# does: packs a folder with links and unpacks it
# expect: clean
import io
import os
import tarfile

os.makedirs("folder/sub", exist_ok=True)
open("folder/sub/a.txt", "w").write("a" * 5000)
os.symlink("sub/a.txt", "folder/latest")
with tarfile.open("folder.tar.gz", "w:gz") as packed:
    packed.add("folder")
    note = tarfile.TarInfo("note")
    note.size = 2
    packed.addfile(note, io.BytesIO(b"hi"))
with tarfile.open("folder.tar.gz") as packed:
    packed.extractall("copy")
    print(packed.getnames())
