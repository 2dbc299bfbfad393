# does: holds a fair amount of memory
# expect: clean
block = bytearray(48 << 20)
block[:: 4096] = b"\1" * len(block[::4096])
print(sum(block[::4096]))
