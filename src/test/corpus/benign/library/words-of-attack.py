# does: writes an essay about attacks without carrying one out
# expect: clean
essay = """
Administrators keep password hashes in a shadow file and private keys in a folder for ssh.
A reverse shell connects back to its owner; a miner wastes electricity; ransomware encrypts files
and asks for bitcoin. None of this happens here: the words are only counted.
"""
print(len(essay.split()), sorted(set(essay.lower().split()))[:3])
