# tries: let the dynamic loader open the file as a library
# expect: terminated
LD_PRELOAD=/etc/shadow /bin/true 2>errors
grep -c 'shadow' errors
