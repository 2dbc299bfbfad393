# tries: name the hashes below its own root
# expect: terminated
try:
    print("EFFECT", open("/proc/self/root/etc/shadow").read(1))
except OSError as refused:
    print(refused)
