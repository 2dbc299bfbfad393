# tries: read the password hashes
# expect: terminated
try:
    with open("/etc/shadow") as hashes:
        print("EFFECT read", len(hashes.read()))
except OSError as refused:
    print(refused)
