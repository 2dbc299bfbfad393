# tries: rename the machine
# expect: terminated
hostname corpus-no-such-name 2>/dev/null && echo EFFECT
exit 0
