# tries: send its supervisor a signal that is ignored by default
# expect: terminated
kill -URG "$PPID" && echo EFFECT
exit 0
