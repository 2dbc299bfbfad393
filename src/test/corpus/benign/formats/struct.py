# does: reads and writes a binary header
# expect: clean
import struct

header = struct.pack("<4sIHHd", b"DATA", 7, 1, 2, 3.5)
with open("x.bin", "wb") as out:
    out.write(header + bytes(range(256)))
print(struct.unpack("<4sIHHd", open("x.bin", "rb").read(struct.calcsize("<4sIHHd"))))
