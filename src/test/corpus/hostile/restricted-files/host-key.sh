# tries: copy the key of the ssh server
# expect: terminated
cat /etc/ssh/ssh_host_ed25519_key 2>/dev/null && echo EFFECT
exit 0
