# tries: run a command where the first process lives
# expect: terminated
nsenter --target 1 --mount --uts --net true 2>/dev/null && echo EFFECT
exit 0
