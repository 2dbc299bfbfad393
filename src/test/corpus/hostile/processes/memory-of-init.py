# tries: read the memory of the first process through its map
# expect: terminated
try:
    with open("/proc/1/mem", "rb", 0) as memory:
        memory.seek(0x400000)
        print("EFFECT", memory.read(16))
except OSError as refused:
    print(refused)
