# tries: take the mount over a hidden folder away
# expect: terminated
umount /corpus-no-such-mount 2>/dev/null && echo EFFECT
exit 0
