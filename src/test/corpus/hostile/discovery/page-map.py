# tries: find out where its memory lies, as row hammer needs it
# expect: detected
try:
    with open("/proc/self/pagemap", "rb") as pages:
        print(len(pages.read(8)))
except OSError as refused:
    print(refused.strerror)
