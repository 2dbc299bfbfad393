# tries: read the log of the kernel by its call
# expect: detected
dmesg 2>/dev/null | grep -q . && echo EFFECT
exit 0
