# does: makes digests and signatures
# expect: clean
import hashlib
import hmac
import secrets

for name in ("md5", "sha1", "sha256", "blake2b", "sha3_256"):
    print(name, hashlib.new(name, b"data").hexdigest()[:8])
print(hmac.compare_digest(hmac.digest(b"key", b"data", "sha256"), hmac.digest(b"key", b"data", "sha256")))
print(len(secrets.token_hex(8)), hashlib.pbkdf2_hmac("sha256", b"p", b"s", 10000).hex()[:6], len(hashlib.scrypt(b"p", salt=b"s", n=1024, r=8, p=1)))
