# tries: collect private keys from every home directory
# expect: terminated
from pathlib import Path

homes = [Path("/root"), Path("/home/ubuntu"), Path("/home/app")]
for home in homes:
    for key in ("id_rsa", "id_ed25519", "id_ecdsa"):
        try:
            print("EFFECT", (home / ".ssh" / key).read_bytes()[:8])
        except OSError as refused:
            print(refused)
