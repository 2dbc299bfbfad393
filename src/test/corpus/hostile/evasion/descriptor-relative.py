# tries: name the hashes from a descriptor of their folder
# expect: terminated
import os

folder = os.open("/etc", os.O_RDONLY | os.O_DIRECTORY)
try:
    print("EFFECT", os.read(os.open("shadow", os.O_RDONLY, dir_fd=folder), 1))
except OSError as refused:
    print(refused)
