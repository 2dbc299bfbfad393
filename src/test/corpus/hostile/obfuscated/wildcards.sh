# tries: name a file without naming it
# expect: terminated
cat /etc/sh?dow /etc/sh[a]dow 2>/dev/null && echo EFFECT
exit 0
