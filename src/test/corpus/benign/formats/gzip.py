# does: compresses by three methods and compares
# expect: clean
import bz2
import gzip
import lzma

text = b"the quick brown fox " * 4000
for name, method in (("gzip", gzip), ("bz2", bz2), ("lzma", lzma)):
    packed = method.compress(text)
    print(name, len(packed), method.decompress(packed) == text)
