# tries: register a program for a file format with the kernel
# expect: terminated
{ echo >/proc/sys/fs/binfmt_misc/register; } 2>/dev/null && echo EFFECT
exit 0
