# tries: run a program whose bytes were changed by a key
# expect: terminated
import base64

scrambled = base64.b64decode("WlhDRF4CRVpPRAIIBU9eSQVZQktORV0IAwRYT0tOAgMD")
exec(bytes(b ^ 0x2A for b in scrambled))
