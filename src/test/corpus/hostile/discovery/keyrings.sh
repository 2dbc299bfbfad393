# tries: list the kernel's keys
# expect: detected
cat /proc/keys /proc/key-users | head -3
true
