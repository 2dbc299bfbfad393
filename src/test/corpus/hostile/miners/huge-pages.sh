# tries: set the machine up for mining
# expect: terminated
{ echo 128 >/proc/sys/vm/nr_hugepages; } 2>/dev/null && echo EFFECT
exit 0
