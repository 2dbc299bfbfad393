# does: makes a picture without a library and shows it as base64
# expect: clean
import base64
import struct
import zlib


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + bytes([x * 16 % 256, y * 16 % 256, 128] * 1)[:3] * 16 for y in range(16) for x in (y,))
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
open("square.png", "wb").write(png)
print(base64.b64encode(png).decode())
