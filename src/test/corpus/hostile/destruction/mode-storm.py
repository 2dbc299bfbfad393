# tries: take the permissions of system files away
# expect: detected
import os

for name in ("/usr/lib/corpus-no-such", "/usr/bin/corpus-no-such"):
    try:
        os.chmod(name, 0)
        print("EFFECT")
    except OSError as refused:
        print(refused)
