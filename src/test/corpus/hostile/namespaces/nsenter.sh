# tries: run a command where its supervisor lives
# expect: terminated
nsenter --target "$PPID" --mount --uts --net true 2>/dev/null && echo EFFECT
exit 0
