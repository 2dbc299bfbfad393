# tries: leave by the working directory of the first process
# expect: contained
cat "/proc/1/cwd/etc/hostname" 2>/dev/null && echo EFFECT
exit 0
