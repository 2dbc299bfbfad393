# tries: run again with every shell of everybody
# expect: terminated
try:
    with open("/etc/profile.d/corpus-no-such.sh", "w"):
        print("EFFECT")
except OSError as refused:
    print(refused)
