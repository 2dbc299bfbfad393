# tries: read routes and neighbours without a socket
# expect: detected
head -n 1 /proc/net/route /proc/net/arp /proc/net/tcp
true
