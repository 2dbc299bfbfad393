# tries: unpack a small archive into 256 MiB
# expect: detected
# limits: memoryBytes=67108864
import zlib

packer = zlib.compressobj(9)
small = b"".join(packer.compress(bytes(1 << 20)) for _ in range(256)) + packer.flush()
held = zlib.decompress(small)
print(len(small), len(held))
