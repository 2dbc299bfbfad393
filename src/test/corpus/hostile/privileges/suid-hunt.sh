# tries: look for programs with the setuid bit
# expect: detected
find /usr/bin /usr/sbin -maxdepth 1 -perm -4000 -type f 2>/dev/null | head -n 3
