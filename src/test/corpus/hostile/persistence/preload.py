# tries: have every program of the system load its library
# expect: terminated
try:
    with open("/etc/ld.so.preload", "a"):
        print("EFFECT")
except OSError as refused:
    print(refused)
