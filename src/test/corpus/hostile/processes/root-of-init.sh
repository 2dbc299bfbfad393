# tries: leave its own file system through that of the first process
# expect: terminated
ls /proc/1/root/ >/dev/null 2>&1 && echo EFFECT
cat /proc/1/root/etc/hostname 2>/dev/null && echo EFFECT
exit 0
