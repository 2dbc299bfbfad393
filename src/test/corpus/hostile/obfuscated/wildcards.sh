# tries: name a file without naming it
# expect: terminated
cat /e?c/sh?dow 2>/dev/null && echo EFFECT
exit 0
