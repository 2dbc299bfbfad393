# tries: read the memory of the kernel
# expect: terminated
try:
    print("EFFECT", open("/proc/kcore", "rb").read(4))
except OSError as refused:
    print(refused)
