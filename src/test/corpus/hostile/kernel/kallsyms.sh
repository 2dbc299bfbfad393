# tries: look up where the kernel keeps its credentials functions
# expect: terminated
grep -m1 commit_creds /proc/kallsyms | grep -qv '^0000000000000000' && echo EFFECT
exit 0
