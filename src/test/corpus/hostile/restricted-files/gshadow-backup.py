# tries: read the backups of the hashes, which are often forgotten
# expect: terminated
import os

for name in ("/etc/gshadow-", "/etc/shadow-", "/etc/security/opasswd"):
    try:
        fd = os.open(name, os.O_RDONLY)
        print("EFFECT", name, os.fstat(fd).st_size)
    except OSError as refused:
        print(name, refused)
