# tries: read the environment of its supervisor
# expect: terminated
tr '\0' '\n' <"/proc/$PPID/environ" 2>/dev/null | grep -c . | grep -qv '^0$' && echo EFFECT
exit 0
