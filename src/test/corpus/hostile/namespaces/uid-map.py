# tries: write the mapping of a user namespace
# expect: terminated
try:
    with open("/proc/self/uid_map", "w"):
        print("EFFECT")
except OSError as refused:
    print(refused)
