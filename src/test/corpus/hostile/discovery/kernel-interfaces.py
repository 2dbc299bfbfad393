# tries: choose an exploit by what the kernel tells of itself
# expect: detected
for path in ("/proc/config.gz", "/proc/modules", "/proc/slabinfo", "/boot/config", "/sys/module/kvm/version"):
    try:
        print(path, len(open(path, "rb").read(64)))
    except OSError as refused:
        print(path, refused.strerror)
