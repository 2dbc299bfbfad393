# does: reads text in several encodings
# expect: clean
import codecs

for encoding in ("utf-8", "latin-1", "utf-16", "cp1252", "koi8-r"):
    print(encoding, len("Привет é".encode(encoding, "replace")))
print(codecs.encode("Why", "rot13"), b"\xff\xfe".decode("utf-8", "replace"), ascii("ä"), "%C3%A9")
