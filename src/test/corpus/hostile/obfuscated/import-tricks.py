# tries: reach the shell by names that are put together
# expect: detected
module = __import__("".join(["o", "s"]))
run = getattr(module, "sys" + "tem")
run("cat /etc/corpus-no-such-file 2>/dev/null")
