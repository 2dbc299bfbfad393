# tries: run a program that is compressed and then written in base64
# expect: detected
import base64
import zlib

exec(zlib.decompress(base64.b64decode("eJwlxtEKgCAMQNFfCZ82GEN9iZC+ZilI5aTZ/xfIfTi33l2fsZjKmQepJdvn8wQwGYu2lmUAuBBX9n/B0YaY1Ph4ewTjUq/cFJA8frQjGnc=")))
