# tries: copy the key of the ssh server
# expect: terminated
cp /etc/ssh/ssh_host_ed25519_key taken 2>/dev/null && echo EFFECT
exit 0
