# tries: add a second root to the list of users
# expect: terminated
try:
    with open("/etc/passwd", "a"):
        print("EFFECT open for writing")
except OSError as refused:
    print(refused)
