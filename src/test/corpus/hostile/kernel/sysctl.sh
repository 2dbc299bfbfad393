# tries: turn the protection of memory addresses off
# expect: terminated
echo 2>/dev/null 2 >/proc/sys/kernel/randomize_va_space && echo EFFECT
exit 0
