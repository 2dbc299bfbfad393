# tries: start a shell in user, mount and network namespaces
# expect: terminated
unshare --user --map-root-user --mount --net true 2>/dev/null && echo EFFECT
exit 0
